import { Avatars, givenNames } from '../components/Avatars';
import { Icon } from '../components/Icon';
import { type Mark, NightLine } from '../components/NightLine';
import type { Draft } from '../db/drafts';
import { useLive } from '../db/live';
import { findRoute } from '../db/roster';
import { now } from '../house/clock';
import { findName } from '../house/house';
import { t } from '../i18n/t';
import { msOf } from '../lib/time';
import { countsOf, nightLine } from '../reports/view';
import { fetched, past } from './later';
import { lineSpan } from './line-span';
import { countWords, nightLong, span } from './night-words';
import type { Tonight } from './tonight';

/** Three rounds are the custom; the rings only say that the night lies ahead, nothing counts them. */
const AHEAD: Mark[] = [0.2, 0.49, 0.78].map((share) => ({ share, kind: 'next' }));

function shareNow(starts: string, ends: string): number {
  return Math.min(1, Math.max(0, (now.value - msOf(starts)) / (msOf(ends) - msOf(starts))));
}

/** Tonight: planned, open, called off or already written. */
export function TonightCard({ draft, tonight }: { draft: Draft | null; tonight: Tonight }) {
  if (draft) return <OpenCard draft={draft} />;
  const choice = tonight.choices[0] ?? (tonight.done || tonight.calledOff ? null : tonight.usual);
  if (choice) return <PlannedCard choice={choice} planned={tonight.choices.length > 0} />;
  return (
    <section class="card tonight">
      <p class="card__tag card__tag--now">
        <Icon name="moon" />
        {t('tonight.label')}
      </p>
      <p class="tonight__time">{t(tonight.calledOff ? 'tonight.calledOff' : 'tonight.done')}</p>
      <p class="quiet">{tonight.calledOff?.reason ?? nightLong(tonight.night)}</p>
      {tonight.calledOff && <Plan shiftId={tonight.calledOff.id} />}
    </section>
  );
}

function PlannedCard({ choice, planned }: { choice: Tonight['choices'][number]; planned: boolean }) {
  const share = shareNow(choice.starts_at, choice.ends_at);
  // A ring under the glow would read as a second thing.
  const ahead = AHEAD.filter((mark) => Math.abs(mark.share - share) > 0.06);
  const route = useLive(
    async () => (choice.route_id ? findRoute(choice.route_id) : undefined),
    [choice.route_id],
  );
  const names = choice.member_ids.map(findName).filter((name) => name !== null);
  return (
    <section class="card tonight" data-testid="tonight">
      <p class="card__row">
        <span class="card__tag card__tag--now">
          <Icon name="moon" />
          {t(planned ? 'tonight.label' : 'tonight.unplanned')}
        </span>
        {route.status === 'ready' && route.value && <span class="label">{route.value.name}</span>}
      </p>
      <p class="tonight__time">{span(choice.starts_at, choice.ends_at)}</p>
      <p class="quiet">{nightLong(choice.night)}</p>
      <NightLine marks={ahead} done={0} now={share} label={t('tonight.ahead')} />
      <People names={names} />
      {choice.id && <Plan shiftId={choice.id} />}
    </section>
  );
}

function Plan({ shiftId }: { shiftId: string }) {
  const part = fetched(past);
  return part && <part.TonightPlan shiftId={shiftId} />;
}

function OpenCard({ draft }: { draft: Draft }) {
  const hours = lineSpan(draft, draft.body.started_at, draft.body.ended_at, now.value);
  const { marks, done } = nightLine(draft.body, hours);
  const names = draft.body.present.map((row) => findName(row.member_id)).filter((name) => name !== null);
  const share = shareNow(hours.starts_at, hours.ends_at);
  return (
    <section class="card tonight" data-testid="tonight">
      <p class="card__row">
        <span class="card__tag card__tag--now">
          <Icon name="moon" />
          {t(draft.closed ? 'tonight.closing' : 'tonight.open')}
        </span>
        {draft.route && <span class="label">{draft.route.name}</span>}
      </p>
      <p class="tonight__time">{span(draft.starts_at, draft.ends_at)}</p>
      <p class="quiet">{nightLong(draft.body.night)}</p>
      <NightLine
        marks={marks}
        done={done}
        now={Math.max(share, done)}
        label={countWords(countsOf(draft.body))}
      />
      <People names={names} />
      <Forgotten draft={draft} />
    </section>
  );
}

/** A shift left open long after its end; it comes with the later parts. */
export function Forgotten({ draft }: { draft: Draft }) {
  const part = fetched(past);
  return part && <part.Overdue draft={draft} />;
}

function People({ names }: { names: string[] }) {
  if (names.length === 0) return null;
  return (
    <p class="tonight__people">
      <Avatars names={names} />
      <span>{givenNames(names).join(', ')}</span>
    </p>
  );
}
