import { useEffect, useRef, useState } from 'preact/hooks';
import { dropWords, fieldKey, keepWords, wordsKeptFor } from '../house/kept-words';

const PATIENCE_MS = 600;

/**
 * The text of a field whose value lives in the database. Writing takes a moment on a slow phone; until the value has
 * caught up the field shows what was typed, and never an older echo of it. What the database does not take at all is
 * kept beside it and typed again when the field is opened anew.
 */
export function useTyped(name: string, value: string, onText: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const sent = useRef(new Set<string>());
  const field = useRef(fieldKey(name)).current;
  const type = (text: string) => {
    sent.current.add(text);
    setTyped(text);
    onText(text);
  };
  const settle = () => {
    sent.current.clear();
    setTyped(null);
    dropWords(field);
  };
  useEffect(() => {
    const kept = wordsKeptFor(field);
    if (kept !== null && kept !== value) type(kept);
  }, []);
  useEffect(() => {
    // Neither typed here nor an echo of it: a phrase was tapped, or another window wrote.
    if (typed !== null && !sent.current.has(value)) settle();
  }, [value]);
  useEffect(() => {
    if (typed === null) return;
    if (typed === value) {
      dropWords(field);
      return;
    }
    const timer = setTimeout(() => keepWords(field, typed), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  const leave = () => {
    if (typed === value) settle();
  };
  return { text: typed ?? value, type, leave };
}
