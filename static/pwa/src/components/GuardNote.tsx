import { useEffect, useState } from 'preact/hooks';
import { listed } from '../i18n/format';
import { t } from '../i18n/t';
import { knownNames } from '../reports/commands/telling';
import { findPersonal, type Kind, type Known, withoutPersonal } from '../reports/guard';
import { Second, TextButton } from './Buttons';
import { Icon } from './Icon';

const PAUSE_MS = 600;

// What a person has decided to leave, until the app is closed: the same find is not shown twice.
const left = new Set<string>();

type Seen = { word: string; kind: Kind };

const KIND_WORDS = {
  card: 'guard.card',
  telephone: 'guard.telephone',
  plate: 'guard.plate',
  name: 'guard.name',
  label: 'guard.label',
} as const satisfies Record<Kind, string>;

/** What is found once the typing pauses; what is gone from the text goes at once. `find` looks at the text as it is. */
function useFound(text: string) {
  const [known, setKnown] = useState<Known | null>(null);
  const [seen, setSeen] = useState<Seen[]>([]);
  useEffect(() => {
    const nobody: Known = { people: [], places: [] };
    knownNames().then(setKnown, () => setKnown(nobody));
  }, []);
  const plain = text.normalize('NFC');
  const find = () => (known ? findPersonal(plain, known) : []);
  useEffect(() => {
    const look = () =>
      setSeen(find().map(({ kind, start, end }) => ({ kind, word: plain.slice(start, end) })));
    const timer = setTimeout(look, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [plain, known]);
  return { seen: seen.filter(({ word }) => plain.includes(word)), find };
}

type Props = { text: string; onText: (text: string) => void };

/** Under a field: what seems to be a name or a number, out with one tap, or left with another. Never a block. */
export function GuardNote({ text, onText }: Props) {
  const { seen, find } = useFound(text);
  const [taken, setTaken] = useState<{ before: string; after: string } | null>(null);
  const [, leave] = useState(0);
  if (taken && taken.after === text)
    return (
      <p class="guard guard--done" role="status">
        <Icon name="check" size={20} />
        <span>{t('guard.taken')}</span>
        <TextButton onTap={() => onText(taken.before)} id="guard-undo">
          {t('btn.undo')}
        </TextButton>
      </p>
    );
  if (seen.length === 0) return null;
  const words = [...new Set(seen.map((one) => one.word))];
  const key = words.join('\n');
  if (left.has(key))
    return (
      <p class="guard guard--done" role="status">
        <Icon name="people" size={20} />
        <span>{t('guard.left')}</span>
      </p>
    );
  const takeOut = () => {
    const after = withoutPersonal(text, find());
    setTaken({ before: text, after });
    onText(after);
  };
  const leaveIt = () => {
    left.add(key);
    leave((n) => n + 1);
  };
  const what = listed([...new Set(seen.map((one) => one.kind))].map((kind) => t(KIND_WORDS[kind])));
  return (
    <div class="guard" role="status" data-testid="guard">
      <p>
        <Icon name="warning" size={20} />
        <span>{t('guard.look', { what })}</span>
      </p>
      <p class="guard__found">
        {words.map((word) => (
          <mark key={word}>{word}</mark>
        ))}
      </p>
      <div class="guard__acts">
        <Second onTap={takeOut} id="guard-out">
          {t('guard.out')}
        </Second>
        <TextButton tone="quiet" onTap={leaveIt} id="guard-leave">
          {t('guard.leave')}
        </TextButton>
      </div>
    </div>
  );
}
