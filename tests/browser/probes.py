"""Counters inside a page: what its app asks of the phone's database, and when the screens stand."""

# From the page's first moment: the rows that each store gave, and how often pictures were read one by one or many at once.
COUNT_READS = """
(() => {
  const read = (globalThis.kengRead = {});
  const name = (source) => (source.objectStore ?? source).name;
  for (const kind of [IDBObjectStore.prototype, IDBIndex.prototype])
    for (const method of ['get', 'getAll', 'openCursor']) {
      const real = kind[method];
      kind[method] = function (...given) {
        const request = real.apply(this, given);
        request.addEventListener('success', () => {
          const rows = method === 'getAll' ? request.result.length : Number(Boolean(request.result));
          read[name(this)] = (read[name(this)] ?? 0) + rows;
          read['most ' + name(this)] = Math.max(read['most ' + name(this)] ?? 0, rows);
        });
        return request;
      };
    }
})();
"""

# When a thing of this selector stood on the page for the first time, in ms since the page began.
NOTE_MOMENTS = """
(() => {
  const seen = (globalThis.kengSeen = {});
  const wanted = { home: '[data-testid=screen-home] [data-testid=open-shift]', bar: '.bar__words b', queue: '.queue-item' };
  const look = () => {
    for (const [name, selector] of Object.entries(wanted)) {
      const found = document.querySelector(selector);
      if (found && !(name in seen) && (name !== 'bar' || /\\d/.test(found.textContent))) seen[name] = performance.now();
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
})();
"""
