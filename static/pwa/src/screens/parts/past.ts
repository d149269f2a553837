import { ReadAloud } from '../../components/ReadAloud';
import { aloudButton } from '../../house/aloud';
import { watchVoices } from '../../house/speaking';
import words from '../../i18n/past.vi.json';
import { addWords } from '../../i18n/t';

/** What was: months, reports, returns, news; the settings; the office's reminder and what became of alerts, which no first screen waits for. */
export { NudgeNote } from '../../components/NudgeNote';
export { AlertNotes } from '../AlertNotes';
export { Feed } from '../Feed';
export { Help } from '../Help';
export { Locked } from '../Locked';
export { Mine } from '../Mine';
export { Month } from '../Month';
export { MyData } from '../MyData';
export { Nights } from '../Nights';
export { Receipts } from '../Receipts';
export { Report } from '../Report';
export { Returned } from '../Returned';
export { Settings } from '../Settings';
export { Sync } from '../Sync';
export * from './roster';

addWords(words);
watchVoices();
aloudButton.value = ReadAloud;
