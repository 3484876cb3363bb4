import { describe, expect, it } from 'vitest';
import { CHANNEL_NAMES, CHANNELS } from '../../../../shared/contract/channel-registry.ts';
import { LOCALES, type Locale } from '../../../../shared/contract/locale.ts';
import { audienceOfTexts } from '../../../../shared/notifications/audience-texts.ts';
import type { RenderedMessage, RenderRequest } from '../../../../shared/notifications/channel.ts';
import { renderEmail } from '../../../../shared/notifications/channels/email/render.ts';
import { renderSms } from '../../../../shared/notifications/channels/sms/render.ts';
import { smsSize } from '../../../../shared/notifications/channels/sms/segments.ts';
import { approvedBody, renderWhatsApp } from '../../../../shared/notifications/channels/whatsapp/render.ts';
import type { Notification } from '../../../../shared/notifications/notification.ts';
import { builtInTexts, channelTemplate, TEMPLATE_SLOTS } from '../../../../shared/notifications/templates/built-in.ts';
import { TEMPLATE_TYPES, type TemplateType } from '../../../../shared/notifications/templates/template.ts';
import type { NotificationType } from '../../../../shared/workflows/workflow.ts';
import { aNotification, aRichOrder, shopIn } from './support/messages.ts';

type Render = (request: RenderRequest) => RenderedMessage;

const renderOf = async (channel: string): Promise<readonly [string, Render]> => {
  const { render }: { readonly render: Render } = await import(
    `../../../../shared/notifications/channels/${channel}/render.ts`
  );
  return [channel, render];
};

/** Found by folder, as the functions find them: a channel is registered in one place only. */
const RENDERERS: Readonly<Record<string, Render>> = Object.fromEntries(await Promise.all(CHANNEL_NAMES.map(renderOf)));

const rendered = (channel: string, request: RenderRequest): RenderedMessage => {
  const render = RENDERERS[channel];
  if (render === undefined) throw new Error(`${channel} renders nothing`);
  return render(request);
};

const requestOf = (type: TemplateType, locale: Locale): RenderRequest => {
  const notification: Notification = aNotification(type, locale);
  return {
    notification,
    order: aRichOrder(locale),
    shop: shopIn(locale),
    link: 'https://w.example/track/1',
    unsubscribeUrl: 'https://w.example/u/1',
  };
};

/** Names, addresses and units, which are what they are in every language, and markup. */
const withoutNames = (text: string): string =>
  text
    .replace(/<style[\s\S]*?<\/style>|<[^>]*>|&\w+;/g, ' ')
    .replace(/https?:\S+/g, ' ')
    .replace(/FedEx|ORD-[\w-]+|EUR|UTC|GMT\S*|CET|\bES\b|wismo_\w+/g, ' ');

/** An order of which only its number, its status and a name are known. */
const barelyKnown = (type: TemplateType, locale: Locale): RenderRequest => {
  const { facts } = aNotification(type, locale);
  const { orderNumber, status, phase, occurredAt, variant } = facts;
  const order = aRichOrder(locale);
  return {
    ...requestOf(type, locale),
    notification: aNotification(type, locale, {
      facts: { orderNumber, status, phase, occurredAt, ...(variant !== undefined && { variant }) },
    }),
    order: { ...order, payment: { method: 'fiat', status: 'pending' } },
  };
};

/** What a reader sees: no styles, no tags, and the indentation of markup as one space. */
const readable = (text: string): string =>
  text.replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<[^>]*>|&\w+;|&#\d+;/g, '\n').replace(/\n\s*/g, '\n');

const cases = TEMPLATE_TYPES.flatMap((type) => CHANNEL_NAMES.map((channel) => ({ type, channel })));

describe('what is said to a reader of Russian', () => {
  it.each(cases)('of $type by $channel is Russian, and nothing else', ({ type, channel }) => {
    const {
      template,
      parameters,
      language,
      type: _type,
      url,
      encoding,
      segments,
      ...words
    } = rendered(channel, requestOf(type, 'ru'));
    for (const part of Object.values(words)) expect(withoutNames(part)).not.toMatch(/\p{Script=Latin}/u);
  });
});

describe.each(LOCALES)('what is said in %s', (locale) => {
  it.each(cases)('of $type by $channel has every part, and nothing left unfilled', ({ type, channel }) => {
    const message = rendered(channel, requestOf(type, locale));
    for (const [name, part] of Object.entries(message)) {
      expect(part.trim(), name).not.toBe('');
      expect(part, name).not.toMatch(/\{\{|\{%|undefined|\[object|NaN/);
    }
  });

  it.each(cases)('of $type by $channel reads well where neither carrier nor date nor refund is known', (slot) => {
    const message = rendered(slot.channel, barelyKnown(slot.type, locale));
    for (const part of Object.values(message)) expect(readable(part)).not.toMatch(/\S {2,}\S| [.,:;!](?:\s|$)/);
  });

  // A written message without its words has a dash in their place: Meta takes no empty parameter.
  it.each(TEMPLATE_TYPES.filter((type) => type !== 'custom'))(
    'of %s by WhatsApp is the body that Meta approves, with its parameters',
    (type) => {
      const { content } = builtInTexts({ type, language: locale }, channelTemplate('whatsapp'));
      const { body, parameters } = renderWhatsApp(requestOf(type, locale));
      const values = JSON.parse(parameters) as readonly string[];
      const filled = approvedBody(content).replace(
        /\{\{(\d+)\}\}/g,
        (_place, number) => values[Number(number) - 1] ?? '',
      );
      expect(filled.replace(/\s+/g, ' ')).toBe(body.replace(/\s+/g, ' '));
    },
  );

  it.each(TEMPLATE_TYPES)('of %s as an SMS is counted as it is sent', (type) => {
    const { text } = renderSms(requestOf(type, locale));
    const { encoding, segments } = smsSize(text);
    expect(encoding).toBe(locale === 'ru' ? 'UCS-2' : 'GSM-7');
    const [alone, each] = locale === 'ru' ? [70, 67] : [160, 153];
    expect(segments).toBe(text.length <= alone ? 1 : Math.ceil(text.length / each));
    expect(segments).toBeLessThanOrEqual(locale === 'ru' ? 3 : 2);
  });
});

describe('the built-in templates', () => {
  it('are one for each type, channel and language', () => {
    expect(TEMPLATE_SLOTS).toHaveLength(TEMPLATE_TYPES.length * CHANNELS.length * LOCALES.length);
    const slots = TEMPLATE_SLOTS.map((slot) => JSON.stringify(slot));
    expect(new Set(slots).size).toBe(slots.length);
    for (const slot of TEMPLATE_SLOTS) expect(builtInTexts(slot, channelTemplate(slot.channel)).content).toMatch(/\S/);
  });

  it.each([
    ['refunded', 'en', /€4\.20 .*within 3–5 business days/],
    ['refunded', 'es', /4,20\s€ .*en 3–5 días laborables/],
    ['refunded', 'ro', /4,20\sEUR .*în 3–5 zile lucrătoare/],
    ['refunded', 'ru', /4,20\s€ .*в течение 3–5 рабочих дней/],
    ['completed', 'en', /Leave a review \(https:\/\/w\.example\/track\/1#review\)/],
    ['completed', 'ru', /Оставить отзыв \(https:\/\/w\.example\/track\/1#review\)/],
    ['farm_confirmed', 'en', /Confirmed by the farm/],
    ['farm_confirmed', 'es', /Confirmado por la granja/],
    ['shipped', 'en', /View order details:\nhttps:\/\/w\.example\/track\/1\n/],
    ['order_created', 'ru', /Подробности заказа:\nhttps:\/\/w\.example\/track\/1\n/],
    ['delivered', 'en', /Unsubscribe: https:\/\/w\.example\/u\/1/],
  ] as const)('of %s say in %s what people ask next', (type, locale, expected) => {
    expect(renderEmail(requestOf(type, locale)).text).toMatch(expected);
  });

  it('lead a shop to its own pages', () => {
    const forShop: readonly TemplateType[] = TEMPLATE_TYPES.filter((type) => audienceOfTexts(type) === 'seller');
    expect(forShop).toContain('store_new_order' satisfies NotificationType);
    expect(forShop).toContain('shop_cancelled');
    expect(forShop).not.toContain('shipped');
  });
});
