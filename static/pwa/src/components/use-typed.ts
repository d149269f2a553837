import { useEffect, useRef, useState } from 'preact/hooks';
import { dropWords, fieldKey, keepWords, wordsKeptFor } from '../house/kept-words';

const PATIENCE_MS = 600;

/**
 * The text of a field whose value lives in the database. Writing takes a moment on a slow phone: until the value has
 * caught up the field shows what was typed, never an older echo of it, and of several keys meanwhile only the last text is
 * written. What the database does not take at all is kept beside it and typed again when the field is opened anew.
 */
export function useTyped(name: string, value: string, onText: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const field = useRef(fieldKey(name)).current;
  const writing = useRef({ sent: new Set<string>(), under: false, next: null as string | null, onText });
  const desk = writing.current;
  desk.onText = onText;
  const send = (text: string) => {
    desk.sent.add(text);
    desk.under = true;
    desk.next = null;
    desk.onText(text);
  };
  const flush = () => {
    desk.under = false;
    if (desk.next !== null) send(desk.next);
  };
  const type = (text: string) => {
    setTyped(text);
    // What lies beside is never older than the field: a page that goes before the echo comes must not bring it back.
    if (wordsKeptFor(field) !== null) keepWords(field, text);
    if (desk.under) desk.next = text;
    else send(text);
  };
  const settle = () => {
    desk.sent.clear();
    desk.next = null;
    desk.under = false;
    setTyped(null);
    dropWords(field);
  };
  useEffect(() => {
    const kept = wordsKeptFor(field);
    if (kept === value) dropWords(field);
    else if (kept !== null) type(kept);
    return flush;
  }, []);
  useEffect(() => {
    if (typed === null) return;
    // Neither typed here nor an echo of it: a phrase was tapped, or another window wrote.
    if (desk.sent.has(value)) flush();
    else settle();
  }, [value]);
  useEffect(() => {
    if (typed === null) return;
    if (typed === value) {
      desk.under = false;
      dropWords(field);
      return;
    }
    const timer = setTimeout(() => {
      keepWords(field, typed);
      flush();
    }, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  const leave = () => {
    if (typed === value) settle();
    else flush();
  };
  return { text: typed ?? value, type, leave };
}
