import { PLATFORM_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { once } from '../../../../shared/made-on-demand.ts';
import { implement } from '../../../http/http-api.ts';

const pictures = once(async () => (await import('../../../../web/mail/pictures.ts')).MAIL_PICTURES);

/** Its name is a digest of what it shows: whoever has it never asks again. */
const FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' };

export const getMailPicture = implement(PLATFORM_OPERATIONS.getMailPicture, async ({ params: { picture } }) => {
  const name = /^([0-9a-f]{16})\.png$/.exec(picture)?.[1] ?? '';
  const png = Object.hasOwn(await pictures(), name) ? (await pictures())[name] : undefined;
  if (png === undefined) throw notFound('The picture');
  return { status: 200, bytes: Buffer.from(png, 'base64'), contentType: 'image/png', headers: FOR_EVER };
});
