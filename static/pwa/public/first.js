// Runs before everything else, and shares nothing with the app.
//
// The theme before the first paint, so that nobody is dazzled by a white page at 2 a.m.
// The same rule, with its tests, is in src/look/look.ts.
(() => {
  let look = {};
  try {
    look = JSON.parse(localStorage.getItem('keng.look') || '{}') || {};
  } catch {
    // Defaults.
  }
  const hour = new Date().getHours();
  const night = look.theme === 'night' || (look.theme !== 'day' && (hour >= 18 || hour < 6));
  const root = document.documentElement;
  root.dataset.theme = night ? 'night' : 'day';
  root.dataset.size = [18, 22, 26].includes(look.size) ? String(look.size) : '18';
  root.lang = look.language === 'en' ? 'en' : 'vi';
})();

// Says what is safe and where to go when the app does not draw its first screen: a file is broken, missing, or throws.
// Kept on the phone like the page itself.
(() => {
  const PATIENCE_MS = 10_000;
  const WORDS = {
    vi: [
      'Kẻng chưa mở được',
      'Những gì đã ghi vẫn còn trong máy.',
      'Mở lại',
      'Xuất phần chờ gửi ra tệp',
      'Việc khẩn: gọi 113, 114 hoặc 115.',
    ],
    en: [
      'Kẻng does not open',
      'What you wrote is still on the phone.',
      'Open again',
      'Export what is waiting as a file',
      'Urgent: call 113, 114 or 115.',
    ],
  };
  const make = (tag, text, look) => {
    const element = document.createElement(tag);
    element.textContent = text || '';
    element.className = look || '';
    return element;
  };
  const show = () => {
    const root = document.getElementById('app');
    if (!root || root.firstChild) return;
    const [title, safe, again, rescue, urgent] = WORDS[document.documentElement.lang === 'en' ? 'en' : 'vi'];
    const look = make('link');
    look.rel = 'stylesheet';
    look.href = '/app/rescue.css';
    const main = make('main');
    const reload = make('button', again, 'main');
    reload.addEventListener('click', () => location.reload());
    const link = make('a', rescue, 'second');
    link.href = '/app/rescue.html';
    main.append(look, make('h1', title), make('p', safe), reload, link, make('p', urgent, 'quiet'));
    root.append(main);
  };
  // Faults of files do not bubble, so they are caught on their way down; a slow network alone is no fault.
  addEventListener('error', () => setTimeout(show, 1_000), true);
  addEventListener('unhandledrejection', () => setTimeout(show, 1_000));
  setTimeout(() => document.readyState === 'complete' && show(), PATIENCE_MS);
})();
