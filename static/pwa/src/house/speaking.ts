/** Reading a screen aloud, by a voice that lies in the device: no word leaves the phone. */
import { effect, signal } from '@preact/signals';
import type { Language } from '../look/look';
import { route } from '../router';

/** Slower than a voice speaks by itself, for ears outdoors. */
const RATE = 0.9;

/** What the phone says of its voices; browsers fill the list some time after the start. */
export const voices = signal<readonly SpeechSynthesisVoice[]>([]);
export const speaking = signal(false);

/** Keeps the list of voices; a browser that cannot speak has none. */
export function watchVoices(): void {
  if (!('speechSynthesis' in window)) return;
  const read = () => {
    voices.value = speechSynthesis.getVoices();
  };
  read();
  speechSynthesis.addEventListener?.('voiceschanged', read);
  // Another screen is shown: what was being read is gone.
  effect(() => {
    if (route.value) stopReading();
  });
  addEventListener('pagehide', stopReading);
}

/** A voice of the device for this language; `undefined` when it only has such as send the words elsewhere. */
export const voiceFor = (language: Language): SpeechSynthesisVoice | undefined =>
  voices.value.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));

const SKIPPED = 'svg, script, style, input, textarea, [aria-hidden="true"], [hidden]';

/** What stands on the screen, a line for each block, in reading order. */
export function linesOf(root: Element): string[] {
  const lines: string[] = [];
  let line = '';
  const end = () => {
    const words = line.replace(/[·→←]/g, ', ').replace(/\s+/g, ' ').trim();
    if (/[\p{L}\p{N}]/u.test(words)) lines.push(words);
    line = '';
  };
  const walk = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) line += node.textContent ?? '';
    if (!(node instanceof Element) || node.matches(SKIPPED)) return;
    const { display, visibility } = getComputedStyle(node);
    if (display === 'none' || visibility === 'hidden') return;
    const block = !/^(inline|contents)/.test(display);
    if (block) end();
    node.childNodes.forEach(walk);
    if (block) end();
    else line += ' ';
  };
  walk(root);
  end();
  return lines;
}

/** Reads these lines one after the other; begun anew, it leaves what it was reading. */
export function readLines(lines: readonly string[], voice: SpeechSynthesisVoice): void {
  stopReading();
  speaking.value = lines.length > 0;
  lines.forEach((line, at) => {
    const saying = new SpeechSynthesisUtterance(line);
    saying.voice = voice;
    saying.lang = voice.lang;
    saying.rate = RATE;
    const last = at === lines.length - 1;
    saying.onend = () => {
      if (last) speaking.value = false;
    };
    saying.onerror = () => {
      speaking.value = false;
    };
    speechSynthesis.speak(saying);
  });
}

export function stopReading(): void {
  if (!speaking.peek()) return;
  speaking.value = false;
  speechSynthesis.cancel();
}
