/** E-mail addresses and telephone numbers as people and programs write them, and what they are read as. */
import { describe, expect, it } from 'vitest';
import { mailboxKey } from '../../../shared/contract/mailbox.ts';
import { email, phone } from '../../../shared/contract/schemas/primitives.ts';
import { sesProvider } from '../../../shared/notifications/channels/email/ses-provider.ts';
import { e164Of } from '../../../shared/orders/model/phone-e164.ts';
import { read } from './support/read.ts';

describe('an e-mail address', () => {
  it.each([
    ['ana@example.com', 'ana@example.com'],
    ['ana@сайт.рф', 'ana@сайт.рф'],
    ['ana@münchen.example', 'ana@münchen.example'],
    ['ana@xn--mnchen-3ya.example', 'ana@xn--mnchen-3ya.example'],
    ['пётр@почта.рф', 'пётр@почта.рф'],
    ['Ana@EXAMPLE.COM', 'Ana@example.com'],
    [' ana@example.com ', 'ana@example.com'],
    ['ana@example.com.', 'ana@example.com'],
    ['Ana Ruiz <ana@example.com>', 'ana@example.com'],
    ['"Ruiz, Ana" <ana@example.com> ', 'ana@example.com'],
    ['mailto:ana@example.com', 'ana@example.com'],
    ['MAILTO:Ana@Example.com?subject=Order', 'Ana@example.com'],
    ['Ana <mailto:ana@example.com>', 'ana@example.com'],
    ['ana+wismo@mail.example.co.uk', 'ana+wismo@mail.example.co.uk'],
    ["o'neil_x@example.museum", "o'neil_x@example.museum"],
    ['ana', undefined],
    ['ana..ruiz.@docomo.ne.jp', 'ana..ruiz.@docomo.ne.jp'],
    ['ana.@ezweb.ne.jp', 'ana.@ezweb.ne.jp'],
    ['"ana ruiz"@example.com', '"ana ruiz"@example.com'],
    ['.@example.com', undefined],
    ['"ana\\r\\nBcc: eve"@example.com', undefined],
    ['"ana"ruiz"@example.com', undefined],
    ['ana@', undefined],
    ['@example.com', undefined],
    ['ana@localhost', undefined],
    ['ana@1.2.3.4', undefined],
    ['ana@[1.2.3.4]', undefined],
    ['ana@exa mple.com', undefined],
    ['ana@example.com, eve@example.com', undefined],
    ['ana@example.com\r\nBcc: eve@example.com', undefined],
    ['ana..ruiz@example.com', undefined],
    ['ana@-example.com', undefined],
    ['ana@example..com', undefined],
    ['ana@example.com/path', undefined],
    ['a<b@example.com', undefined],
    [`${'a'.repeat(65)}@example.com`, undefined],
    [`ana@${'a'.repeat(250)}.com`, undefined],
    [7, undefined],
  ])('%j is %j', (given, address) => expect(read(email, given)).toBe(address));

  it.each([
    ['ana@сайт.рф', 'ana@xn--80aswg.xn--p1ai'],
    ['ana@münchen.example', 'ana@xn--mnchen-3ya.example'],
    ['пётр@почта.рф', 'пётр@xn--80a1acny.xn--p1ai'],
    ['Ana@example.com', 'Ana@example.com'],
    ['ana..ruiz.@docomo.ne.jp', '"ana..ruiz."@docomo.ne.jp'],
    ['ana.ruiz@docomo.ne.jp', 'ana.ruiz@docomo.ne.jp'],
  ])('%j goes to the mail service as %j', async (recipient, sent) => {
    const to: unknown[] = [];
    const client = {
      send: async ({ input }: { input: { Destination: { ToAddresses: unknown } } }) => {
        to.push(input.Destination.ToAddresses);
        return { MessageId: 'm-1' };
      },
    };
    const provider = sesProvider(client as unknown as Parameters<typeof sesProvider>[0], {
      from: 'Wismo <orders@example.com>',
      configurationSet: 'mail',
      backoff: { pause: async () => {} },
    });
    const message = { subject: 's', html: 'h', text: 't' };
    const outgoing = { notificationId: 'ntf_1', orderId: 'ord_1', addresses: [recipient], message };
    expect(await provider.send(outgoing)).toMatchObject({ outcome: 'accepted' });
    expect(to).toEqual([[sent]]);
  });

  it('is the same in either script and any case', () => {
    const same = ['Ana@München.example', ' ana@xn--mnchen-3ya.example.', 'Ana <ANA@MÜNCHEN.EXAMPLE>'].map(mailboxKey);
    expect(new Set(same)).toEqual(new Set(['ana@xn--mnchen-3ya.example']));
  });
});

describe('a telephone number', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['+1 555 010 0199 ext. 4021', undefined, '+15550100199'],
    ['+34 600 111 222', undefined, '+34600111222'],
    ['(0034) 600-111-222', undefined, '+34600111222'],
    ['600 11 12 22', 'ES', '+34600111222'],
    ['0722.123.456', 'RO', '+40722123456'],
    ['+40 0722 123 456', undefined, '+40722123456'],
    ['069 12 34 56', 'MD', '+37369123456'],
    ['8 (916) 123-45-67', 'RU', '+79161234567'],
    ['+44 (0)7911 123456', undefined, '+447911123456'],
    ['(202) 555-0123 x7', 'US', '+12025550123'],
    ['011 34 600 111 222', 'US', '+34600111222'],
    ['tel:+34600111222', undefined, '+34600111222'],
    ['+٣٤ ٦٠٠ ١١١ ٢٢٢', undefined, '+34600111222'],
    ['+39 06 6982 1234', undefined, '+390669821234'],
    // Whose it is depends on where it is dialled, or it is none.
    ['600 111 222', undefined, undefined],
    ['600 111 222', 'US', undefined],
    ['030 123456', 'DE', undefined],
    ['+999 123 456 789', undefined, undefined],
    ['+34 600', undefined, undefined],
    ['600111222 / 600333444', 'ES', undefined],
    ['ask for Ana', 'ES', undefined],
    ['+', undefined, undefined],
    ['1'.repeat(70), 'ES', undefined],
  ])('%j in %s is %s', (given, country, number) => {
    expect(e164Of(given, country)).toBe(number);
    expect(read(phone, given)).toBe(given.length > 64 ? `${given.slice(0, 63)}…` : given);
  });
});
