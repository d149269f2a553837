import { computed, signal } from '@preact/signals';
import type { Catalogue, Member, Settings } from '../api/shapes';
import { findCatalogue } from '../db/catalogue';
import { db } from '../db/db';
import { type Draft, listDrafts } from '../db/drafts';
import { type Enrolment, getMeta } from '../db/meta';
import { type TeamRow, teamOf } from '../db/team';
import { watch } from './watch';

/** Whose phone this is, and the words of the commune. */
export type House = { enrolment: Enrolment; team: TeamRow; catalogue: Catalogue | null };

export const houseWatch = watch(() =>
  db.transaction('r', [db.meta, db.team, db.catalogue], async (): Promise<House | null> => {
    const [enrolment, words = null] = await Promise.all([getMeta('enrolment'), findCatalogue()]);
    return enrolment ? { enrolment, team: await teamOf(enrolment), catalogue: words } : null;
  }),
);
export const draftWatch = watch(listDrafts);
/** A shift that was left unsent and is taken up again in place of the newest. */
const chosen = signal<string | null>(null);

export function takeUp(draftId: string): void {
  chosen.value = draftId;
}

/** The house once it is known; `null` while loading, unreadable or before enrolment. */
export const house = computed(() =>
  houseWatch.live.value.status === 'ready' ? houseWatch.live.value.value : null,
);
export const communeSettings = computed<Settings | null>(() => house.value?.team.settings ?? null);
export const catalogue = computed<Catalogue | null>(() => house.value?.catalogue ?? null);
export const members = computed<Member[]>(() => house.value?.team.members ?? []);
const drafts = computed(() => (draftWatch.live.value.status === 'ready' ? draftWatch.live.value.value : []));
// A part is a shift like any other to those who walk it; only its report belongs to another phone.
const shifts = computed(() => drafts.value.filter((draft) => draft.kind !== 'mend'));
/** Returned reports that are being mended on this phone. */
export const mending = computed(() =>
  drafts.value.filter((draft) => draft.kind === 'mend').map((draft) => draft.report_id),
);
/** The shift being written; `null` when none is open. */
export const openDraft = computed<Draft | null>(
  () =>
    shifts.value.find((draft) => draft.draft_id === chosen.value) ??
    shifts.value[shifts.value.length - 1] ??
    null,
);
/** Other shifts that were begun on this phone and never sent. */
export const leftDrafts = computed(() => shifts.value.filter((draft) => draft !== openDraft.value));

/** The name of a member, or `null` for someone who has left the team. */
export const findName = (id: string): string | null =>
  members.value.find((member) => member.id === id)?.name ?? null;
