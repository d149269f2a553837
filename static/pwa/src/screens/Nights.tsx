import { Screen } from '../components/Screen';
import { Note, Skeleton, Trouble } from '../components/States';
import { useGrowing } from '../components/use-growing';
import { useLive } from '../db/live';
import { now } from '../house/clock';
import { t } from '../i18n/t';
import { nightOf } from '../lib/time';
import { route } from '../router';
import { monthCells, monthFacts } from './month-facts';
import { NightCard, reportState } from './NightCard';
import { nightTitle } from './night-words';

const SCREENFUL = 4;

/** The nights of a month as a list, the newest first; a planned night without a report stands in it too. */
export function Nights() {
  const tonight = nightOf(now.value);
  const month = route.value.parts[0] ?? tonight.slice(0, 7);
  const live = useLive(() => monthFacts(month), [month]);
  const cells = live.status === 'ready' ? monthCells(month, live.value, tonight, reportState) : [];
  const shown = cells
    .filter((cell) => cell.reports.length > 0 || cell.kind === 'missing' || cell.kind === 'off')
    .reverse();
  const drawn = useGrowing(shown.length, SCREENFUL);
  return (
    <Screen id="nights" title={t('nights.title', { n: Number(month.slice(5)) })} up={`month/${month}`}>
      {live.status === 'loading' && <Skeleton cards={4} />}
      {live.status === 'unreadable' && <Trouble />}
      {live.status === 'ready' && shown.length === 0 && <Note icon="book">{t('month.empty')}</Note>}
      <ul class="nights">
        {shown.slice(0, drawn).map((cell) => (
          <li key={cell.night} class="nights">
            {cell.kind === 'missing' && (
              <Note icon="missing" tone="trouble">
                <b>{nightTitle(cell.night)}</b> · {t('nights.missing')}
              </Note>
            )}
            {cell.kind === 'off' && (
              <Note icon="minus">
                <b>{nightTitle(cell.night)}</b> · {t('nights.off', { reason: cell.reason })}
              </Note>
            )}
            {cell.reports.map((report) => (
              <NightCard key={report.id} report={report} />
            ))}
          </li>
        ))}
      </ul>
    </Screen>
  );
}
