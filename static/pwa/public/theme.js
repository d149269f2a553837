// Runs before the first paint, so that nobody is dazzled by a white page at 2 a.m.
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
