import { PhoneWords } from '../../components/PhoneWords';
import { ReadAloud } from '../../components/ReadAloud';
import { aloudButton } from '../../house/aloud';
import { watchVoices } from '../../house/speaking';
import { wordsCard } from '../../house/welcome';
import words from '../../i18n/past.vi.json';
import { keepReader } from '../../places/reader-here';
import '../../styles/past.css';
import placeWords from '../../i18n/places.vi.json';
import { addWords } from '../../i18n/t';

/**
 * What was: months, reports, returns, news; the settings; positions, for those who agreed to them; the office's reminder,
 * the words that it compares, and what became of alerts, which no first screen waits for.
 */
export { OfficeNotes } from '../../components/OfficeNotes';
export { UpdateBanner } from '../../components/UpdateBanner';
export { forgetPositions } from '../../places/forgetting';
export { readAtCheckpoint } from '../../places/reading';
export { AlertNotes } from '../AlertNotes';
export { At } from '../At';
export { EditRoll } from '../EditRoll';
export { Feed } from '../Feed';
export { HomeMenu } from '../HomeMenu';
export { Locked } from '../Locked';
export { Mine } from '../Mine';
export { Month } from '../Month';
export { MyData } from '../MyData';
export { Nights } from '../Nights';
export { Notices } from '../Notices';
export { Overdue } from '../Overdue';
export { PlaceHere } from '../PlaceHere';
export { Receipts } from '../Receipts';
export { Report } from '../Report';
export { Returned } from '../Returned';
export { Settings } from '../Settings';
export { Sync } from '../Sync';
export * from './roster';

addWords({ ...words, ...placeWords });
watchVoices();
keepReader();
aloudButton.value = ReadAloud;
wordsCard.value = PhoneWords;
