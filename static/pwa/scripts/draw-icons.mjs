// Draws the installation icons from the mark: `node scripts/draw-icons.mjs` (needs Chromium; CHROMIUM names it).
// The pictures are in git, so this runs only when the mark changes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const INK = '#141D2C';
const LAMP = '#F4F1E8';
// Android may cut a circle of 80 %: the mark keeps to 60 %. An ordinary icon may fill more of its field.
const ICONS = [
  ['icon-192', 192, 0.72, 20],
  ['icon-512', 512, 0.72, 20],
  ['maskable-192', 192, 0.6, 0],
  ['maskable-512', 512, 0.6, 0],
  ['apple-touch-icon', 180, 0.64, 0],
];

const mark = readFileSync('public/icons/mark.svg', 'utf8').replace('color="#17202C"', `color="${LAMP}"`);
const folder = mkdtempSync(join(tmpdir(), 'icons-'));
for (const [name, size, share, radius] of ICONS) {
  const page = join(folder, `${name}.html`);
  writeFileSync(
    page,
    `<style>*{margin:0}body{width:${size}px;height:${size}px;background:transparent}
     div{width:${size}px;height:${size}px;border-radius:${radius}%;background:${INK};display:grid;place-items:center}
     svg{width:${size * share}px;height:${size * share}px}</style><div>${mark}</div>`,
  );
  execFileSync(process.env.CHROMIUM ?? '/usr/bin/chromium', [
    '--headless=new',
    '--no-sandbox',
    '--hide-scrollbars',
    '--default-background-color=00000000',
    `--window-size=${size},${size}`,
    `--screenshot=${resolve(`public/icons/${name}.png`)}`,
    `file://${page}`,
  ]);
}
rmSync(folder, { recursive: true });
