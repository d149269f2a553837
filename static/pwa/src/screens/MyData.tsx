import { Screen } from '../components/Screen';
import { isInForce } from '../consents/standing';
import { useLive } from '../db/live';
import { getMeta } from '../db/meta';
import { listReports } from '../db/reports';
import { communeSettings, house, members } from '../house/house';
import { type Key, t } from '../i18n/t';
import { AskData } from './AskData';
import { rollOf } from './month-facts';
import { WhoSaw } from './WhoSaw';

/** What the book keeps about the member who holds the phone, who sees it, for how long, and what one may ask for. */
export function MyData() {
  const holder = members.value.find((member) => member.id === house.value?.enrolment.holder_id);
  const keep = communeSettings.value?.keep;
  const live = useLive(async () => {
    const own = (await listReports('')).filter((report) => rollOf(report).includes(holder?.id ?? ''));
    return new Set(own.map((report) => report.night)).size;
  }, [holder?.id]);
  const consents = useLive(() => getMeta('consents'), []);
  const said = consents.status === 'ready' ? consents.value?.[holder?.id ?? ''] : undefined;
  const consented = isInForce(said, Date.now());
  return (
    <Screen id="data" title={t('data.title')} up="mine">
      <Part title="data.what">
        <li>{t('data.name', { name: holder?.name ?? '', role: t(`role.${holder?.role ?? 'member'}`) })}</li>
        {live.status === 'ready' && <li>{t('data.nights', { n: live.value })}</li>}
        <li>{t('data.wrote')}</li>
        <li>{t(consented ? 'data.positionOn' : 'data.positionOff')}</li>
        <li>
          <b>{t('data.not')}</b>
        </li>
      </Part>
      <Part title="data.who">
        <li>{t('data.whoTeam')}</li>
        <li>{t('data.whoOthers')}</li>
      </Part>
      {holder && <WhoSaw key={holder.id} member={holder.id} />}
      <Part title="data.long">
        <li>{t('data.keepReports', { n: keep?.report_days ?? 60, photos: keep?.photo_days ?? 7 })}</li>
        <li>{t('data.keepPositions', { n: keep?.position_days ?? 90 })}</li>
        <li>{t('data.keepSafe')}</li>
      </Part>
      <Part title="data.rights">
        <li>{t('data.mayAsk')}</li>
        <li>{t('data.change')}</li>
      </Part>
      {holder && (
        <section class="card add-words">
          <h2 class="card__tag">{t('data.asking')}</h2>
          <AskData key={holder.id} member={holder.id} />
        </section>
      )}
      <a class="second second--wide" href="#/settings" data-testid="to-consent">
        {t('data.toConsent')}
      </a>
    </Screen>
  );
}

function Part({ title, children }: { title: Key; children: preact.ComponentChildren }) {
  return (
    <section class="card">
      <h2 class="card__tag">{t(title)}</h2>
      <ul class="facts">{children}</ul>
    </section>
  );
}
