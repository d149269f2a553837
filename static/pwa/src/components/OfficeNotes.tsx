import { NudgeNote } from './NudgeNote';
import { PhoneWords } from './PhoneWords';

/** What the office wants of the very phone: a trouble looked after, its three words read out. */
export function OfficeNotes() {
  return (
    <>
      <NudgeNote />
      <PhoneWords />
    </>
  );
}
