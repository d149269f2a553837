import words from '../../i18n/care.vi.json';
import { addWords } from '../../i18n/t';
import '../../styles/care.css';

/** Warnings of names and numbers, and all that is done to a picture before it is sent. */
export { GuardNote } from '../../components/GuardNote';
export { NoPhoto, PhotoAdvice, PhotoSheet } from '../../components/PhotoSheet';

addWords(words);
