import type { OutboxRow } from '../db/outbox';
import { t } from '../i18n/t';
import { activityName, nightTitle } from './night-words';

/** `Đêm 21/11`, `Đêm 21/11, bổ sung` …: what an operation brought. */
export function operationName({ kind, night: of, what }: Pick<OutboxRow, 'kind' | 'night' | 'what'>): string {
  const night = nightTitle(of);
  switch (kind) {
    case 'report.amend':
      return t('sync.mended', { night });
    case 'report.addendum':
    case 'report.part':
      return t('sync.added', { night });
    case 'report.withdraw':
      return t('sync.withdrawn', { night });
    case 'alert.raise':
      return t('sync.alert', { night });
    case 'roster.plan':
      return t('sync.planned', { night });
    case 'roster.callOff':
      return t('sync.calledOff', { night });
    case 'roster.answer':
      return t('sync.answered', { night });
    case 'swap.ask':
      return t('sync.swapAsked', { night });
    case 'swap.answer':
      return t('sync.swapAnswered', { night });
    case 'swap.takeBack':
      return t('sync.swapTakenBack', { night });
    case 'asset.check':
      return t(what?.code === 'working' ? 'sync.lookedGood' : 'sync.lookedBad', { what: what?.name ?? '' });
    case 'activity.log':
      return t('sync.logged', { what: activityName(what?.code ?? '') });
    case 'notice.read':
      return t('sync.noticeRead');
    case 'consent.give':
      return t('sync.consentGiven');
    case 'consent.withdraw':
      return t('sync.consentWithdrawn');
    case 'data.ask':
      return t('sync.dataAsked');
    case 'report.submit':
      return night;
  }
}
