/**
 * Draws the pictures of mails in Chromium, as PNG: mail programs show no SVG. Run after a change of the drawings:
 * `CHROMIUM=/usr/bin/chromium node --import tsx web/mail/build.ts`. What it writes is checked in and goes out with the files
 * of the pages, under names that are digests of the pictures: everybody may store them for ever.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { MAIL_PICTURE_SIZE } from '../../shared/notifications/channels/email/picture-names.ts';
import { hashOf, packed } from '../drawing/png.ts';
import { DRAWINGS } from './drawings.ts';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** For screens that show two dots for a pixel. */
const SCALE = 2;

const draw = async (executablePath: string): Promise<readonly (readonly [name: string, png: Buffer])[]> => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const viewport = { width: MAIL_PICTURE_SIZE, height: MAIL_PICTURE_SIZE };
    const page = await browser.newPage({ viewport, deviceScaleFactor: SCALE });
    const drawn: [string, Buffer][] = [];
    for (const [name, drawing] of Object.entries(DRAWINGS)) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 40 40">${drawing}</svg>`;
      await page.setContent(`<body style="margin:0;background:transparent">${svg}</body>`);
      drawn.push([name, packed(await page.screenshot({ omitBackground: true }))]);
    }
    return drawn;
  } finally {
    await browser.close();
  }
};

const { CHROMIUM: executablePath } = process.env;
if (executablePath === undefined) throw new Error('CHROMIUM says where Chromium is');
const drawn = await draw(executablePath);
const names = drawn.map(([name, png]) => `  ${name}: '${hashOf(png)}',`);
const folder = pathOf('../app/public/pages/');
await mkdir(folder, { recursive: true });
for (const old of await readdir(folder)) if (old.startsWith('mail-')) await rm(`${folder}${old}`);
for (const [, png] of drawn) await writeFile(`${folder}mail-${hashOf(png)}.png`, png);
await writeFile(
  pathOf('../../shared/notifications/channels/email/picture-hashes.ts'),
  `/** Made by web/mail/build.ts: what the pictures of mails are served under. */\nexport const PICTURE_HASHES = {\n${names.join('\n')}\n} as const;\n`,
);
