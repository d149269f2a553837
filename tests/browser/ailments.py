"""What can befall the database of a phone, as scripts for its page."""

# The stores of the phone's first database, by the browser's own calls alone.
MAKE_DATABASE_1 = """
(rows) => new Promise((done, failed) => {
  const key = { drafts: 'draft_id', outbox: 'op_id', photos: 'photo_id', photoBytes: 'photo_id',
                catalogue: 'key', meta: 'key' };
  const one = (...names) => Object.fromEntries(names.map((name) => [name, name]));
  const indexes = {
    drafts: one('kind', 'report_id', 'shift_id', 'created_at'),
    reports: one('night', 'shift_id', 'state'),
    outbox: { ...one('status', 'report_id', 'acknowledged_at'), '[status+made_at]': ['status', 'made_at'],
              '[status+next_try_at]': ['status', 'next_try_at'] },
    photos: { ...one('report_id', 'state', 'op_id'), '[state+next_try_at]': ['state', 'next_try_at'] },
    shifts: one('night'), notices: one('at'), feed: one('at'),
  };
  const asked = indexedDB.open('keng', 10);
  asked.onerror = () => failed(asked.error);
  asked.onupgradeneeded = () => {
    for (const [table, kept] of Object.entries(rows)) {
      const store = asked.result.createObjectStore(table, { keyPath: key[table] ?? 'id', autoIncrement: table === 'log' });
      for (const [name, path] of Object.entries(indexes[table] ?? {})) store.createIndex(name, path);
      for (const row of kept)
        store.add(table === 'photoBytes'
          ? { ...row, bytes: Uint8Array.from(atob(row.bytes), (sign) => sign.charCodeAt(0)).buffer } : row);
    }
  };
  asked.onsuccess = () => { asked.result.close(); done(); };
})
"""

WIPE = """
() => new Promise((done, failed) => {
  const asked = indexedDB.deleteDatabase('keng');
  asked.onsuccess = () => done();
  asked.onerror = () => failed(asked.error);
})
"""

# Every write of a draft takes this phone a good while.
SLOW_DRAFTS = """
() => {
  const real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    const until = performance.now() + (this.name === 'drafts' ? 60 : 0);
    while (performance.now() < until);
    return real.apply(this, given);
  };
}
"""

# A database that has gone away under the page, for writes of drafts only.
BREAK_DRAFTS = """
() => {
  const real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === 'drafts') throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    return real.apply(this, given);
  };
}
"""
