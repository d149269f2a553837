import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../src/db/db';
import type { Operation } from '../src/reports/body';
import * as commands from '../src/reports/commands';
import { guardNotes } from '../src/reports/guard';
import { addStoredPhoto, freshPhone, jpegBytes, LOUD, openNight } from './fake/cast';

beforeEach(freshPhone);

const ID = '079123456789';
const sent = async (opId: string): Promise<Operation & { body: Record<string, unknown> }> =>
  JSON.parse((await db.outbox.get(opId))?.canonical ?? '');

async function nightWith(what: string): Promise<string> {
  const draftId = await openNight();
  const incident = await commands.addIncident(draftId, LOUD);
  await commands.updateIncident(draftId, incident, {
    what,
    place: 'Cổng chợ',
    result: 'settled',
    details: { object: 'gọi 0912345678', minutes: 5, kind: 'shop' },
    police_only: { plate: '49-X1 234.56' },
  });
  return draftId;
}

describe('what was warned of and left', () => {
  it('travels with the report: where and of what kind, never the words', async () => {
    const opId = await commands.sendReport(await nightWith(`Người này có số ${ID}`));
    const { body } = await sent(opId);

    expect(body.guard).toEqual([
      { path: '/incidents/0/what', kinds: ['card'] },
      { path: '/incidents/0/details/object', kinds: ['telephone'] },
    ]);
    expect(JSON.stringify(body.guard)).not.toContain(ID);
  });

  it('is nothing when nothing was found, and what police alone read is passed over', async () => {
    const draftId = await nightWith('Đã nhắc, tắt ngay');
    const [incident] = (await db.drafts.get(draftId))?.body.incidents ?? [];
    await commands.updateIncident(draftId, incident?.incident_id ?? '', { details: { object: 'loa' } });

    expect((await sent(await commands.sendReport(draftId))).body).not.toHaveProperty('guard');
  });

  it('is no name of the team’s own', async () => {
    const draftId = await openNight();
    await commands.saveDraft(draftId, { remark: 'Bác Bình và chị Hoa đi Cổng chợ' });

    expect((await sent(await commands.sendReport(draftId))).body).not.toHaveProperty('guard');
  });

  it('is gone when a mend has taken the words out', async () => {
    const draftId = await openNight();
    await commands.saveDraft(draftId, {
      remark: 'Đã xóa số',
      guard: [{ path: '/remark', kinds: ['card'] }],
    });

    expect((await sent(await commands.sendReport(draftId))).body).not.toHaveProperty('guard');
  });

  it('goes with words after the fact, and with the words under a picture', async () => {
    const reportId = await openNight();
    const first = await addStoredPhoto(reportId, jpegBytes(500));
    await commands.captionPhoto(first, 'Xe 49X123456');
    expect((await sent(await commands.sendReport(reportId))).body.guard).toEqual([
      { path: `/photos/${first}/caption`, kinds: ['plate'] },
    ]);

    const addendum = await commands.startAddendum(reportId);
    await commands.writeAddendum(addendum, 'Ông Nguyễn Văn Ba nhận lại xe');
    expect((await sent(await commands.sendAddendum(addendum))).body).toEqual({
      text: 'Ông Nguyễn Văn Ba nhận lại xe',
      guard: [{ path: '/text', kinds: ['name'] }],
    });
  });

  it('names at most as many places as the server takes, and no pointer that it does not', () => {
    const rounds = [{ passes: Array.from({ length: 250 }, () => ({ note: ID })) }];
    const known = { people: [], places: [] };
    expect(guardNotes({ rounds }, [], known)).toHaveLength(200);
    expect(guardNotes({ incidents: [{ details: { 'a b': ID } }] }, [], known)).toEqual([]);
  });
});
