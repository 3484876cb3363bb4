/**
 * Draws the icons of the installed app in Chromium, and writes its manifest, which names them. Run after a change:
 * `CHROMIUM=/usr/bin/chromium node --import tsx web/icons/build.ts`. What it writes is checked in and goes out with the
 * files of the pages, under names that are digests of the pictures.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { hashOf, packed } from '../drawing/png.ts';

const TEAL = '#0b6e6e';
const PALE = '#f2f5f7';

const PIN = `<path fill="#ffffff" d="M20 1C11.5 1 5 7.4 5 15.6 5 26 20 39 20 39s15-13 15-23.4C35 7.4 28.5 1 20 1z"/><path fill="none" stroke="${TEAL}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" d="M12 12l3.6 9 4.4-7.6 4.4 7.6 3.6-9"/>`;

/** @param part How much of the width the pin has: phones cut up to a fifth off a maskable icon on each side. */
const drawing = (part: number, corner: number): string => {
  const scale = (part * 100) / 40;
  const offset = (100 - 40 * scale) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 100 100"><rect width="100" height="100" rx="${corner}" fill="${TEAL}"/><g transform="translate(${offset} ${offset}) scale(${scale})">${PIN}</g></svg>`;
};

const ICONS = [
  { name: 'icon-192', size: 192, svg: drawing(0.66, 22), purpose: 'any' },
  { name: 'icon-512', size: 512, svg: drawing(0.66, 22), purpose: 'any' },
  { name: 'icon-maskable-512', size: 512, svg: drawing(0.52, 0), purpose: 'maskable' },
  { name: 'icon-touch-180', size: 180, svg: drawing(0.6, 0), purpose: undefined },
  { name: 'icon-tab-64', size: 64, svg: drawing(0.8, 22), purpose: undefined },
] as const;

const manifestOf = (paths: ReadonlyMap<string, string>) => ({
  id: '/',
  name: 'Wismo',
  short_name: 'Wismo',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: PALE,
  theme_color: TEAL,
  icons: ICONS.flatMap(({ name, size, purpose }) =>
    purpose === undefined ? [] : [{ src: paths.get(name), sizes: `${size}x${size}`, type: 'image/png', purpose }],
  ),
});

const { CHROMIUM: executablePath } = process.env;
if (executablePath === undefined) throw new Error('CHROMIUM says where Chromium is');
const folder = fileURLToPath(new URL('../app/public/pages/', import.meta.url));
await mkdir(folder, { recursive: true });
for (const old of await readdir(folder)) if (old.startsWith('icon-')) await rm(`${folder}${old}`);

const paths = new Map<string, string>();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const { name, size, svg } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<body style="margin:0;background:transparent">${svg}</body>`);
    const png = packed(await page.screenshot({ omitBackground: true }));
    paths.set(name, `/pages/${name}-${hashOf(png)}.png`);
    await writeFile(`${folder}${name}-${hashOf(png)}.png`, png);
    await page.close();
  }
} finally {
  await browser.close();
}
await writeFile(
  new URL('../app/manifest.webmanifest', import.meta.url),
  `${JSON.stringify(manifestOf(paths), null, 2)}\n`,
);
// The document names these two itself.
console.log(paths.get('icon-touch-180'), paths.get('icon-tab-64'));
