import { useState } from 'preact/hooks';
import { Main, Second, TextButton } from '../components/Buttons';
import { TextField } from '../components/Fields';
import { Pick } from '../components/Picks';
import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { offerUndo } from '../components/Undo';
import { useLive } from '../db/live';
import type { RouteRow, ShiftRow } from '../db/roster';
import { act } from '../house/act';
import { now } from '../house/clock';
import { catalogue, members } from '../house/house';
import { type Key, named, t } from '../i18n/t';
import { type Night, nightOf } from '../lib/time';
import { callOff, type Plan, planShifts } from '../reports/commands/roster';
import { back, go, route } from '../router';
import { takenFrom } from '../swaps/rules';
import { nightLong, span, word } from './night-words';
import { isPlanner } from './Roster';
import { emptyPlan, rosterFacts } from './roster-facts';
import { swapsOf } from './SwapCards';
import { SwapPart } from './SwapPart';
import { nameOf } from './swap-words';
import { AnswerButtons } from './TonightPlan';

/** One shift of the roster: planned anew, changed, called off by the leader; read and answered by everybody. */
export function RosterShift() {
  const tonight = nightOf(now.value);
  const [night = tonight, preset] = route.value.parts;
  const live = useLive(() => rosterFacts(tonight), [tonight]);
  if (live.status !== 'ready')
    return (
      <Screen id="roster-shift" title={nightLong(night)} up="roster">
        {live.status === 'loading' ? <Skeleton cards={3} /> : <Trouble />}
      </Screen>
    );
  const { shifts, routes } = live.value;
  const shift = shifts.find((one) => one.night === night && one.preset === preset);
  if (preset && !shift)
    return (
      <Screen id="roster-shift" title={nightLong(night)} up="roster">
        <Note icon="calendar">{t('roster.gone')}</Note>
      </Screen>
    );
  if (!isPlanner() || shift?.state === 'called-off' || night < tonight)
    return shift ? <Shown shift={shift} shifts={shifts} routes={routes} /> : null;
  const taken = shifts.filter((one) => one.night === night).map((one) => one.preset);
  // What another hand changed meanwhile is shown anew; this phone's own change coming back is no news.
  const key = shift ? [shift.state, shift.route_id, ...shift.member_ids].join() : '';
  return <Edit key={key} night={night} shift={shift} shifts={shifts} routes={routes} taken={taken} />;
}

type EditProps = {
  night: Night;
  shift: ShiftRow | undefined;
  shifts: ShiftRow[];
  routes: RouteRow[];
  taken: string[];
};

function Edit({ night, shift, shifts, routes, taken }: EditProps) {
  const presets = (catalogue.value?.presets ?? []).filter((one) => !taken.includes(one.code));
  const first = presets.find((one) => one.default) ?? presets[0];
  const [plan, setPlan] = useState<Plan | null>(shift ?? (first ? emptyPlan(first, night) : null));
  if (!plan) return null;
  const change = (fields: Partial<Plan>) => setPlan({ ...plan, ...fields });
  const has = (id: string) => plan.member_ids.includes(id);
  const tick = (id: string) =>
    change({ member_ids: has(id) ? plan.member_ids.filter((one) => one !== id) : [...plan.member_ids, id] });
  // Who has left the team cannot be planned any more.
  const known = plan.member_ids.filter((id) => members.value.some((one) => one.id === id));
  const save = async () => {
    await act(async () => {
      await planShifts([{ ...plan, member_ids: known }]);
      back('roster');
    });
  };
  return (
    <Screen
      id="roster-shift"
      title={nightLong(night)}
      sub={shift ? `${word('presets', shift.preset)}, ${span(shift.starts_at, shift.ends_at)}` : undefined}
      two
      up="roster"
      dock={
        <Main icon="check" onTap={() => void save()} disabled={known.length === 0} id="save-shift">
          {t('roster.save')}
        </Main>
      }
    >
      {shift && <AnswerButtons shift={shift} />}
      {shift && <SwapPart shift={shift} shifts={shifts} />}
      {!shift && <h2 class="label">{t('roster.preset')}</h2>}
      {!shift && (
        <div class="picks" role="radiogroup" aria-label={t('roster.preset')}>
          {presets.map((preset) => {
            const times = emptyPlan(preset, night);
            return (
              <Pick
                key={preset.code}
                one
                chosen={plan.preset === preset.code}
                note={span(times.starts_at, times.ends_at)}
                onTap={() => change({ ...times, member_ids: plan.member_ids, route_id: plan.route_id })}
              >
                {named(preset)}
              </Pick>
            );
          })}
        </div>
      )}
      <h2 class="label">{t('roster.members', { n: known.length })}</h2>
      <div class="picks">
        {members.value.map((member) => (
          <Pick
            key={member.id}
            chosen={has(member.id)}
            note={shift && has(member.id) ? answerWords(shift, shifts, member.id) : undefined}
            onTap={() => tick(member.id)}
          >
            {member.name}
          </Pick>
        ))}
      </div>
      <Routes routes={routes} chosen={plan.route_id} onPick={(route_id) => change({ route_id })} />
      {shift && <CallOff shift={shift} />}
      {shift && presets.length > 0 && (
        <TextButton tone="quiet" icon="plus" onTap={() => go(`roster/${night}`)} id="second-shift">
          {t('roster.second')}
        </TextButton>
      )}
    </Screen>
  );
}

/** What a member said, and whose place he took by a swap. */
function answerWords(shift: ShiftRow, shifts: readonly ShiftRow[], member: string): string {
  const said = shift.answers?.find((one) => one.member_id === member)?.answer;
  const from = takenFrom(swapsOf(shifts), shift.id, member);
  const words = t(said ? `roster.${said}` : 'roster.silent');
  return from ? `${words}, ${t('swap.with', { name: nameOf(from) })}` : words;
}

type RoutesProps = { routes: RouteRow[]; chosen: string | null; onPick: (id: string | null) => void };

function Routes({ routes, chosen, onPick }: RoutesProps) {
  if (routes.length === 0) return null;
  return (
    <>
      <h2 class="label">{t('roster.route')}</h2>
      <div class="picks" role="radiogroup" aria-label={t('roster.route')}>
        {[{ id: null, name: t('roster.noRoute') }, ...routes].map((one) => (
          <Pick key={one.id ?? ''} one chosen={chosen === one.id} onTap={() => onPick(one.id)}>
            {one.name}
          </Pick>
        ))}
      </div>
    </>
  );
}

const REASONS: readonly Key[] = ['roster.why.storm', 'roster.why.village', 'roster.why.police'];

/** A tap on a ready reason calls the shift off at once; it can be undone. */
function CallOff({ shift }: { shift: ShiftRow }) {
  const [open, setOpen] = useState(false);
  const [other, setOther] = useState('');
  const off = (reason: string) =>
    void act(async () => {
      await callOff(shift, reason);
      offerUndo(t('roster.calledOff'), () => act(() => planShifts([shift])));
      back('roster');
    });
  if (!open)
    return (
      <Second wide icon="minus" onTap={() => setOpen(true)} id="call-off">
        {t('roster.rest')}
      </Second>
    );
  return (
    <section class="card card--trouble">
      <h2 class="label">{t('roster.why')}</h2>
      <div class="picks">
        {REASONS.map((key) => (
          <Second key={key} wide onTap={() => off(t(key))}>
            {t(key)}
          </Second>
        ))}
        <TextField
          label={t('roster.other')}
          showLabel
          value={other}
          max={200}
          onText={setOther}
          id="other-reason"
        />
        <Second wide disabled={other.trim() === ''} onTap={() => off(other.trim())} id="call-off-other">
          {t('roster.rest')}
        </Second>
      </div>
    </section>
  );
}

function Shown({ shift, shifts, routes }: { shift: ShiftRow; shifts: ShiftRow[]; routes: RouteRow[] }) {
  const off = shift.state === 'called-off';
  const walked = routes.find((one) => one.id === shift.route_id);
  return (
    <Screen
      id="roster-shift"
      title={nightLong(shift.night)}
      two
      sub={word('presets', shift.preset)}
      up="roster"
    >
      <section class="card">
        <p class="tonight__time">{span(shift.starts_at, shift.ends_at)}</p>
        {walked && <p class="quiet">{walked.name}</p>}
        {off && <p>{t('roster.off', { reason: shift.reason ?? '' })}</p>}
      </section>
      {!off && <AnswerButtons shift={shift} />}
      <SwapPart shift={shift} shifts={shifts} />
      {off && isPlanner() && <Resume shift={shift} />}
      <h2 class="label">{t('roster.members', { n: shift.member_ids.length })}</h2>
      <ul class="nights">
        {shift.member_ids.map((id) => (
          <li class="card card__row" key={id}>
            <b>{members.value.find((one) => one.id === id)?.name}</b>
            <span class="quiet">{answerWords(shift, shifts, id)}</span>
          </li>
        ))}
      </ul>
    </Screen>
  );
}

export function Resume({ shift }: { shift: ShiftRow }) {
  if (shift.night < nightOf(now.value)) return null;
  return (
    <Second wide icon="undo" onTap={() => void act(() => planShifts([shift]))} id="resume">
      {t('roster.resume')}
    </Second>
  );
}
