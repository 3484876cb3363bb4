import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PICTURE_HASHES } from '../../../shared/notifications/channels/email/picture-hashes.ts';
import { MAIL_PICTURE_SIZE } from '../../../shared/notifications/channels/email/picture-names.ts';
import { DRAWINGS } from '../../../web/mail/drawings.ts';
import { MAIL_PICTURES } from '../../../web/mail/pictures.ts';
import { world } from './support/world.ts';

const MAX_BYTES = 3 * 1024;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

describe('the pictures of mails', () => {
  it.each(Object.entries(PICTURE_HASHES))(
    '%s is a small PNG, named by its digest, for anybody to store',
    async (_name, hash) => {
      const reply = await world().call('GET', `/mail/${hash}.png`);
      expect(reply.status, reply.text).toBe(200);
      expect(reply.headers).toMatchObject({
        'Content-Type': 'image/png',
        'Cache-Control': 'public, max-age=31536000, immutable',
      });
      const png = Buffer.from(MAIL_PICTURES[hash] ?? '', 'base64');
      expect(png.subarray(0, SIGNATURE.length)).toEqual(SIGNATURE);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * MAIL_PICTURE_SIZE, 2 * MAIL_PICTURE_SIZE]);
      expect(createHash('sha256').update(png).digest('hex').slice(0, hash.length)).toBe(hash);
      expect(png.length).toBeLessThan(MAX_BYTES);
    },
  );

  it('are all that are drawn, and nothing else is served', async () => {
    expect(Object.keys(PICTURE_HASHES)).toEqual(Object.keys(DRAWINGS));
    expect(Object.keys(MAIL_PICTURES).toSorted()).toEqual(Object.values(PICTURE_HASHES).toSorted());
    const { logo } = PICTURE_HASHES;
    for (const name of [`${logo}.svg`, logo, `${logo}.png.png`, `${'0'.repeat(16)}.png`, 'constructor.png'])
      expect((await world().call('GET', `/mail/${name}`)).status).toBe(404);
  });
});
