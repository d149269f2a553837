// Lays a compressed copy beside every text file of a build: `node scripts/squeeze.mjs dist/app`. Phones on a weak network
// should not wait for bytes, nor a server squeeze the same file again for each of them.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('which folder?');

for (const entry of await readdir(folder, { recursive: true })) {
  if (!/\.(js|css|html|svg|webmanifest)$/.test(entry)) continue;
  const bytes = await readFile(join(folder, entry));
  await writeFile(join(folder, `${entry}.gz`), gzipSync(bytes, { level: 9 }));
  await writeFile(join(folder, `${entry}.br`), brotliCompressSync(bytes));
}
