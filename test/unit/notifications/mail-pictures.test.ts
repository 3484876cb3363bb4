import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PICTURE_HASHES } from '../../../shared/notifications/channels/email/picture-hashes.ts';
import { MAIL_PICTURE_SIZE, pictureUrl } from '../../../shared/notifications/channels/email/picture-names.ts';
import { DRAWINGS } from '../../../web/mail/drawings.ts';

/** What goes out with the files of the pages. */
const FOLDER = 'web/app/public';
const MAX_BYTES = 3 * 1024;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const NAMES = Object.keys(PICTURE_HASHES) as (keyof typeof PICTURE_HASHES)[];

describe('the pictures of mails', () => {
  it.each(NAMES)('%s is a small PNG at an absolute address, named by its digest', (name) => {
    const png = readFileSync(pictureUrl(name, FOLDER));
    expect(pictureUrl(name, 'https://w.example')).toBe(`https://w.example/pages/mail-${PICTURE_HASHES[name]}.png`);
    expect(png.subarray(0, SIGNATURE.length)).toEqual(SIGNATURE);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * MAIL_PICTURE_SIZE, 2 * MAIL_PICTURE_SIZE]);
    expect(createHash('sha256').update(png).digest('hex').slice(0, 16)).toBe(PICTURE_HASHES[name]);
    expect(png.length).toBeLessThan(MAX_BYTES);
  });

  it('are all that are drawn, and no others', () => {
    expect(NAMES).toEqual(Object.keys(DRAWINGS));
    const files = readdirSync(`${FOLDER}/pages`).filter((name) => name.startsWith('mail-'));
    expect(files.toSorted()).toEqual(NAMES.map((name) => `mail-${PICTURE_HASHES[name]}.png`).toSorted());
  });
});
