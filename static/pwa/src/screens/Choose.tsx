import { useState } from 'preact/hooks';
import type { Catalogue, Category } from '../api/shapes';
import { buzz, TextButton, Urgent } from '../components/Buttons';
import { drawingOf } from '../components/category-icons';
import { TextField } from '../components/Fields';
import { Drawing, Icon } from '../components/Icon';
import { Screen } from '../components/Screen';
import { Note, Skeleton } from '../components/States';
import { useGrowing } from '../components/use-growing';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { catalogue, house } from '../house/house';
import { atCheckpoint } from '../house/place';
import { named, t } from '../i18n/t';
import { matches } from '../lib/fold';
import { addActivity, addIncident } from '../reports/commands/incidents';
import { tapCheckpoint } from '../reports/commands/shift';
import { answered, go, route } from '../router';
import { Rail } from './Rail';

const FREQUENT = 'frequent';
export type Section = { code: string; words: string; icon: string; categories: Category[] };

/** The team's own six first, then the groups in the catalogue's order. */
function sectionsOf(all: Catalogue, frequent: readonly string[]): Section[] {
  const often = frequent.flatMap((code) => all.categories.find((category) => category.code === code) ?? []);
  const groups = all.groups.map((group) => ({
    code: group.code,
    words: named({ vi: group.short_vi, en: group.en }),
    icon: group.icon,
    categories: all.categories.filter((category) => category.group === group.code),
  }));
  const first = { code: FREQUENT, words: t('choose.frequent'), icon: 'star', categories: often };
  return often.length > 0 ? [first, ...groups] : groups;
}

/** "Việc gì vậy bác?": a picture, a tap, and the questions begin with time and place filled in. */
export function Choose({ draft }: { draft: Draft }) {
  const [search, setSearch] = useState<string | null>(null);
  const known = catalogue.value;
  // What the commune uses no more has a name, and is not offered.
  const rows = known && { ...known, categories: known.categories.filter(({ ended }) => !ended) };
  const drawn = useGrowing(rows ? rows.groups.length + 1 : 0, 1);
  const team = house.value?.team;
  if (!rows || !team)
    return (
      <Screen id="choose" title={t('choose.title')} up="shift" dock={<Urgent wide />}>
        {house.value ? <Note icon="offline">{t('choose.noCatalogue')}</Note> : <Skeleton />}
      </Screen>
    );
  const sections = sectionsOf(rows, team.frequent);
  const wanted = route.value.query.get('group');
  return (
    <Screen
      id="choose"
      title={t(search === null ? 'choose.title' : 'btn.search')}
      up="shift"
      right={
        <TextButton
          icon={search === null ? 'search' : 'close'}
          onTap={() => setSearch(search === null ? '' : null)}
          id="search"
        >
          {t(search === null ? 'btn.search' : 'btn.close')}
        </TextButton>
      }
      under={search === null && <Rail sections={sections} start={wanted ?? sections[0]?.code ?? ''} />}
      dock={<Urgent wide />}
    >
      {search !== null ? (
        <Found draft={draft} categories={rows.categories} search={search} onSearch={setSearch} />
      ) : (
        sections.map((section, at) => (
          <section class="group" id={`group-${section.code}`} key={section.code} aria-label={section.words}>
            {section.code !== sections[0]?.code && <h2 class="label">{section.words}</h2>}
            <Tiles draft={draft} categories={section.categories} empty={!wanted && at >= drawn} />
          </section>
        ))
      )}
    </Screen>
  );
}

type FoundProps = { draft: Draft; categories: Category[]; search: string; onSearch: (text: string) => void };

/** Search without diacritics: "dap" finds "đập", "ca" finds "Cãi vã". */
function Found({ draft, categories, search, onSearch }: FoundProps) {
  const found = categories.filter((category) =>
    matches([category.vi, category.short_vi, category.en, ...category.phrases].join(' '), search),
  );
  return (
    <>
      <TextField
        label={t('btn.search')}
        placeholder={t('choose.searchHint')}
        value={search}
        onText={onSearch}
        guarded={false}
        id="search-text"
      />
      {found.length === 0 && <Note icon="search">{t('choose.nothing')}</Note>}
      <Tiles
        draft={draft}
        categories={found.length > 0 ? found : categories.filter((category) => category.kind === 'other')}
      />
    </>
  );
}

/** While they are not drawn yet, their room is kept. */
function Tiles({ draft, categories, empty }: { draft: Draft; categories: Category[]; empty?: boolean }) {
  return (
    <ul class="tiles" style={{ '--tiles': categories.length }}>
      {!empty &&
        categories.map((category) => (
          <li key={category.code}>
            <Tile category={category} onTap={() => void chooseOnce(draft, category)} />
          </li>
        ))}
    </ul>
  );
}

function Tile({ category, onTap }: { category: Category; onTap: () => void }) {
  const tap = () => {
    buzz();
    onTap();
  };
  return (
    <button
      type="button"
      class={category.call_first ? 'tile tile--urgent' : 'tile'}
      onClick={tap}
      data-testid={`tile-${category.code}`}
    >
      <span class="tile__head">
        <span class="tile__icon">
          <Drawing node={drawingOf(category.icon)} size={28} />
        </span>
        {category.call_first && (
          <span class="tile__call">
            <Icon name="call" size={16} />
            {t('choose.callFirst')}
          </span>
        )}
      </span>
      <span>{named({ vi: category.short_vi, en: category.en })}</span>
    </button>
  );
}

let choosing = false;

/** One at a time: a hand that trembles taps twice. */
async function chooseOnce(draft: Draft, category: Category): Promise<void> {
  if (choosing) return;
  choosing = true;
  await answered();
  await choose(draft, category);
  choosing = false;
}

/** Writes the incident at once, at the point it was opened from; the grave ones show the numbers before the form. */
async function choose(draft: Draft, category: Category): Promise<void> {
  if (category.kind === 'activity') {
    const id = await act(() => addActivity(draft.draft_id, category.code));
    if (id) go(`activity/${id}?new=1`, { replace: true });
    return;
  }
  const { query } = route.value;
  const at = query.get('at');
  const checkpointId = at ?? draft.last_checkpoint_id;
  const place = draft.route?.checkpoints.find((point) => point.id === checkpointId)?.name ?? '';
  const given = category.police_only ? {} : { checkpoint_id: place ? checkpointId : null, place };
  const id = await act(async () => {
    if (at) {
      await tapCheckpoint(draft.draft_id, Number(query.get('round')), at, { state: 'matter' });
      atCheckpoint(draft.draft_id, at);
    }
    return addIncident(draft.draft_id, category, given);
  });
  if (!id) return;
  go(`incident/${id}?new=1`, { replace: true });
  if (category.call_first) go(`urgent?incident=${id}`);
}
