import { Avatars } from '../components/Avatars';
import { Main, TextButton } from '../components/Buttons';
import { Icon } from '../components/Icon';
import { say } from '../components/Live';
import { NightLine } from '../components/NightLine';
import { Screen } from '../components/Screen';
import type { Draft } from '../db/drafts';
import { act, justSent } from '../house/act';
import { findName } from '../house/house';
import { waitsKey } from '../house/queue';
import { t } from '../i18n/t';
import { msOf } from '../lib/time';
import { pendingOf } from '../photos/pending';
import { sendReport } from '../reports/commands/sending';
import { reopenShift } from '../reports/commands/shift';
import { missingIn } from '../reports/missing';
import { countsOf, isQuiet, nightLine } from '../reports/view';
import { go } from '../router';
import { Handover } from './Handover';
import { lineSpan } from './line-span';
import { MissingList } from './MissingList';
import { clock, countWords, span } from './night-words';

/** "Kết ca". A night without an incident gets the short page: one sentence to read, one tap. */
export function Close({ draft }: { draft: Draft }) {
  const quiet = draft.kind === 'report' && isQuiet(draft.body);
  const missing = missingIn(draft.body);
  const send = async (later = false) => {
    const sent = await act(() => sendReport(draft.draft_id, { quiet, later }));
    if (!sent) return;
    say(t(later ? 'close.kept' : waitsKey));
    justSent.value = later ? 'later' : 'now';
    go('', { replace: true });
  };
  const reopen = async (path: string) => {
    if (await act(() => reopenShift(draft.draft_id))) go(path, { replace: true });
  };
  const second = quiet ? (
    <TextButton tone="quiet" onTap={() => void reopen('choose')} id="not-quiet">
      {t('close.notQuiet')}
    </TextButton>
  ) : (
    <TextButton tone="quiet" onTap={() => void send(true)} disabled={missing.length > 0} id="send-later">
      {t('btn.sendLater')}
    </TextButton>
  );
  return (
    <Screen
      id={quiet ? 'quiet' : 'close'}
      title={t('shift.close')}
      up="shift"
      onBack={() => void reopen('shift')}
      dock={
        <>
          {second}
          <Main icon="send" onTap={() => void send()} disabled={missing.length > 0} id="send">
            {pendingOf(draft.draft_id) > 0 ? t('photo.keeping') : t(quiet ? 'close.quietSend' : 'btn.send')}
          </Main>
        </>
      }
    >
      {quiet ? <QuietCard draft={draft} /> : <Counts draft={draft} />}
      <MissingList draft={draft} missing={missing} />
      {!quiet && <Roll draft={draft} />}
      <Handover draft={draft} folded={quiet} />
      {quiet && (
        <TextButton tone="quiet" onTap={() => void send(true)} disabled={missing.length > 0} id="send-later">
          {t('btn.sendLater')}
        </TextButton>
      )}
    </Screen>
  );
}

const hoursOf = (draft: Draft) => lineSpan(draft, draft.body.started_at, draft.body.ended_at, Date.now());

function QuietCard({ draft }: { draft: Draft }) {
  const { body } = draft;
  const counts = countsOf(body);
  const line = nightLine(body, hoursOf(draft));
  return (
    <section class="card card--good quiet-card">
      <span class="quiet-card__tick" aria-hidden="true">
        <Icon name="check" size={44} />
      </span>
      <p class="question">{t('shift.quiet')}</p>
      <NightLine {...line} label={countWords(counts)} />
      <p class="quiet">
        {t('close.quietCounts', { rounds: counts.rounds, points: pointWords(draft), people: counts.people })}
        <br />
        {body.ended_at && span(body.started_at, body.ended_at)}
      </p>
    </section>
  );
}

/** Points tapped one by one; rounds confirmed whole are named as such, for they are no points. */
function pointWords(draft: Draft): string {
  const { passes, whole_rounds } = countsOf(draft.body);
  if (passes === 0 && whole_rounds > 0) return t('close.wholeRounds', { n: whole_rounds });
  return t('close.points', { n: passes });
}

function Counts({ draft }: { draft: Draft }) {
  const { body } = draft;
  const counts = countsOf(body);
  const points = (draft.route?.checkpoints.length ?? 0) * counts.rounds;
  const full = counts.passes > 0 && counts.passes >= points && counts.whole_rounds === 0;
  const hours = hoursOf(draft);
  const line = nightLine(body, hours);
  const middle = (msOf(hours.starts_at) + msOf(hours.ends_at)) / 2;
  return (
    <section class="card counts">
      <dl class="counts__three">
        <Count n={counts.rounds} words={t('count.rounds', { n: counts.rounds })} />
        <Count
          n={counts.passes}
          words={t(full ? 'count.pointsFull' : 'count.points', { n: counts.passes })}
        />
        <Count
          n={counts.incidents}
          words={t('count.incidents', { n: counts.incidents })}
          now={counts.incidents > 0}
        />
      </dl>
      <NightLine {...line} label={countWords(counts)} />
      <p class="line-axis" aria-hidden="true">
        <span>{clock(hours.starts_at)}</span>
        <span>{clock(middle)}</span>
        <span>{clock(hours.ends_at)}</span>
      </p>
    </section>
  );
}

function Count({ n, words, now }: { n: number; words: string; now?: boolean }) {
  return (
    <div>
      <dd class={now ? 'counts__now' : undefined}>{n}</dd>
      <dt>{words}</dt>
    </div>
  );
}

function Roll({ draft }: { draft: Draft }) {
  const { present, absent } = draft.body;
  const names = present.map((row) => findName(row.member_id)).filter((name) => name !== null);
  return (
    <a class="card roll-card" href="#/open" data-testid="edit-roll">
      <Avatars names={names} most={3} />
      <span>{t('close.present', { n: present.length, all: present.length + absent.length })}</span>
      <b>{t('btn.edit')}</b>
    </a>
  );
}
