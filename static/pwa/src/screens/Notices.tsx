import { Second } from '../components/Buttons';
import { Chip } from '../components/Chip';
import { say } from '../components/Live';
import { useLive } from '../db/live';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { dateDigits, msOf } from '../lib/time';
import { readNotice } from '../notices/commands';
import { type NoticeShown, shownNotices } from '../notices/reading';
import { syncNow } from '../sync/triggers';

/** What the commune police tells the team: with `unread` only what the holder has not read, else all that is in force. */
export function Notices({ unread }: { unread?: boolean }) {
  const live = useLive(() => shownNotices(Date.now()), []);
  if (live.status !== 'ready') return null;
  const shown = live.value.filter((notice) => !unread || !notice.read);
  return (
    <>
      {shown.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </>
  );
}

function NoticeCard({ notice }: { notice: NoticeShown }) {
  const read = () =>
    void act(() => readNotice(notice.id).then(() => true)).then((done) => {
      if (!done) return;
      say(t('notice.readNow'));
      void syncNow();
    });
  return (
    <section class="card" aria-label={notice.title} data-testid="notice">
      <p class="card__tag card__tag--now">{t('notice.from', { date: dateDigits(msOf(notice.at)) })}</p>
      <h2>
        <b>{notice.title}</b>
      </h2>
      <p>{notice.text}</p>
      {notice.read ? (
        <Chip tone="good" icon="check">
          {t('notice.done')}
        </Chip>
      ) : (
        <div class="card__actions">
          <Second icon="check" onTap={read} wide id="read-notice">
            {t('notice.done')}
          </Second>
        </div>
      )}
    </section>
  );
}
