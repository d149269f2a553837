import { NumberField } from '../components/Fields';
import { Icon } from '../components/Icon';
import { Pick } from '../components/Picks';
import { catalogue, members } from '../house/house';
import { named, t } from '../i18n/t';
import type { Absent, Guest, KitItem } from '../reports/body';
import type { Presence } from '../reports/commands/shift';

type PeopleProps = {
  /** On the roster of this shift; the others of the team stand below. */
  planned: readonly string[];
  present: readonly string[];
  absent: readonly Absent[];
  onChange: (change: (now: Presence) => Presence) => void;
};

// Each tap changes what is stored by then, for it may come before an earlier one is on the screen.

/** Who is there. A planned member without a tick is absent: the reason is asked right there, never demanded. */
export function RollPeople({ planned, present, absent, onChange }: PeopleProps) {
  const rows = [...members.value].sort(
    (a, b) => Number(planned.includes(b.id)) - Number(planned.includes(a.id)),
  );
  const toggle = (id: string) =>
    onChange((now) => {
      const there = now.present.includes(id);
      const left = now.absent.filter((row) => row.member_id !== id);
      const gone = { member_id: id, reason: 'unknown', substitute_id: null };
      return {
        present: there ? now.present.filter((one) => one !== id) : [...now.present, id],
        absent: there && planned.includes(id) ? [...left, gone] : left,
      };
    });
  return (
    <div class="picks">
      {rows.map((member) => {
        const away = absent.find((row) => row.member_id === member.id);
        return (
          <div class="picks" key={member.id}>
            <Pick
              chosen={present.includes(member.id)}
              onTap={() => toggle(member.id)}
              note={roleNote(member.role, planned.includes(member.id))}
            >
              {member.name}
            </Pick>
            {away && (
              <Away
                away={away}
                present={present}
                planned={planned}
                onAway={(change) =>
                  onChange((now) => ({
                    ...now,
                    absent: now.absent.map((row) =>
                      row.member_id === member.id ? { ...row, ...change } : row,
                    ),
                  }))
                }
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

function roleNote(role: string, planned: boolean): string | undefined {
  const words = role === 'leader' ? t('role.leader') : role === 'deputy' ? t('role.deputy') : '';
  const roster = planned ? '' : t('roll.notPlanned');
  return [words, roster].filter(Boolean).join(', ') || undefined;
}

type AwayProps = {
  away: Absent;
  present: readonly string[];
  planned: readonly string[];
  onAway: (change: Partial<Absent>) => void;
};

function Away({ away, present, planned, onAway }: AwayProps) {
  const substitutes = members.value.filter(
    (member) => present.includes(member.id) && !planned.includes(member.id),
  );
  return (
    <fieldset class="away" aria-label={t('roll.why')}>
      <div class="phrases">
        {(catalogue.value?.absences ?? []).map((reason) => (
          <button
            type="button"
            key={reason.code}
            aria-pressed={away.reason === reason.code}
            onClick={() => onAway({ reason: reason.code })}
          >
            {named(reason)}
          </button>
        ))}
      </div>
      {substitutes.length > 0 && (
        <div class="phrases">
          <span class="label">{t('roll.substitute')}</span>
          {substitutes.map((member) => (
            <button
              type="button"
              key={member.id}
              aria-pressed={away.substitute_id === member.id}
              onClick={() => onAway({ substitute_id: away.substitute_id === member.id ? null : member.id })}
            >
              {member.name}
            </button>
          ))}
        </div>
      )}
    </fieldset>
  );
}

/** Kit: only what was looked at is written; "Đủ cả" ticks everything at once. */
export function RollKit({
  kit,
  onKit,
}: {
  kit: readonly KitItem[];
  onKit: (change: (kit: readonly KitItem[]) => KitItem[]) => void;
}) {
  const rows = catalogue.value?.kit ?? [];
  const has = (code: string, now = kit) => now.some((item) => item.item === code && item.ok);
  const all = rows.length > 0 && rows.every((row) => has(row.code));
  const toggle = (code: string) =>
    onKit((now) => [...now.filter((item) => item.item !== code), { item: code, ok: !has(code, now) }]);
  return (
    <div class="picks">
      <Pick
        chosen={all}
        onTap={() => onKit(() => (all ? [] : rows.map((row) => ({ item: row.code, ok: true }))))}
        id="kit-all"
      >
        <b>{t('roll.kitAll')}</b>
      </Pick>
      <div class="phrases">
        {rows.map((row) => (
          <button type="button" key={row.code} aria-pressed={has(row.code)} onClick={() => toggle(row.code)}>
            {named(row)}
          </button>
        ))}
      </div>
    </div>
  );
}

export function RollWeather({
  weather,
  onWeather,
}: {
  weather: string | null;
  onWeather: (code: string | null) => void;
}) {
  return (
    <div class="phrases" role="radiogroup" aria-label={t('shift.weather')}>
      {(catalogue.value?.weathers ?? []).map((row) => (
        // biome-ignore lint/a11y/useSemanticElements: a pill that can be tapped off again is no radio input
        <button
          type="button"
          role="radio"
          key={row.code}
          aria-checked={weather === row.code}
          onClick={() => onWeather(weather === row.code ? null : row.code)}
        >
          {named(row)}
        </button>
      ))}
    </div>
  );
}

/** Other forces that join: a kind and a number, never names. */
export function RollGuests({
  guests,
  onGuests,
}: {
  guests: readonly Guest[];
  onGuests: (change: (guests: readonly Guest[]) => Guest[]) => void;
}) {
  const rows = catalogue.value?.forces ?? [];
  const set = (force: string, count: number | null) =>
    onGuests((now) => [
      ...now.filter((guest) => guest.force !== force),
      ...(count ? [{ force, count }] : []),
    ]);
  return (
    <div class="picks">
      <div class="phrases">
        {rows.map((row) => {
          const there = guests.some((guest) => guest.force === row.code);
          return (
            <button
              type="button"
              key={row.code}
              aria-pressed={there}
              onClick={() => set(row.code, there ? null : 1)}
            >
              {!there && <Icon name="plus" size={18} />}
              {named(row)}
            </button>
          );
        })}
      </div>
      {guests.map((guest) => (
        <div class="ask" key={guest.force}>
          <h3 class="label">
            {t('roll.howMany', { force: rows.find((row) => row.code === guest.force)?.vi ?? guest.force })}
          </h3>
          <NumberField
            label={guest.force}
            value={guest.count}
            min={1}
            max={99}
            onNumber={(count) => set(guest.force, count)}
          />
        </div>
      ))}
    </div>
  );
}
