import { describe, expect, it } from 'vitest';
import { renderEmail } from '../../../shared/notifications/channels/email/render.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { PHASES, type Phase } from '../../../shared/workflows/workflow.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';

/** WCAG 2.2, 1.4.3: text on its background. */
const MIN_CONTRAST = 4.5;
/** It leads nowhere any more. */
const WITHOUT_STEPS: readonly Phase[] = ['disputed', 'cancelled', 'returned', 'refunded', 'failed'];
const COLOUR = /^#[0-9a-f]{6}$/;

const render = (phase: Phase, given: Partial<Order> = {}) => {
  const effects = [
    { kind: 'notify', type: 'custom', channels: ['email'], priority: 'normal', audience: 'customer' },
  ] as const;
  const order = anOrder({ orderId: 'ord_1', ...given });
  const event = anEvent({ effects, status: phase, phase });
  const [planned] = planNotifications({ event, order, link: 'https://w.example/1', now: '2026-03-01T10:00:02.000Z' });
  if (!planned) throw new Error('nothing was planned');
  return renderEmail({ notification: planned.notification, order, link: planned.link });
};

const found = (html: string, pattern: RegExp): readonly string[] =>
  [...html.matchAll(pattern)].map(([, value]) => value ?? '');
const stepsIn = (html: string) =>
  [
    ...html.matchAll(
      /<td class="step \w+" style="color:([^;]*);font-weight:([^"]*)"><div class="bar (?:todo)?" style="background:([^"]*)">/g,
    ),
  ].map(([, text = '', weight = '', bar = '']) => ({ text, weight, bar }));

/** Relative luminance, by WCAG's own formula. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrastOnWhite = (colour: string): number => 1.05 / (luminance(colour) + 0.05);

describe.each(PHASES)('the looks of a mail about an order that is %s', (phase) => {
  const { html } = render(phase);
  const steps = stepsIn(html);

  it('are of colours that can be read', () => {
    const headlines = found(html, /<h1 class="h1" dir="auto" style="[^"]*;color:([^"]*)"/g);
    expect(headlines).toHaveLength(1);
    expect(steps.length > 1, 'has steps').toBe(!WITHOUT_STEPS.includes(phase));
    for (const colour of [...headlines, ...steps.map(({ text }) => text)]) {
      expect(colour).toMatch(COLOUR);
      expect(contrastOnWhite(colour), colour).toBeGreaterThanOrEqual(MIN_CONTRAST);
    }
    for (const { bar } of steps) expect(bar).toMatch(COLOUR);
  });

  it('show one current step at most, and the steps that are to come in another colour', () => {
    const current = steps.filter(({ weight }) => weight === '700');
    expect(current.length).toBeLessThanOrEqual(1);
    expect(new Set(steps.map(({ bar }) => bar)).size).toBeLessThanOrEqual(2);
    expect(steps.every(({ weight }) => weight === '400' || weight === '700')).toBe(true);
  });
});

describe('how far an order is', () => {
  it('is seen by the bars: more of them are coloured the further it is', () => {
    const barsDone = (phase: Phase): number => {
      const bars = stepsIn(render(phase).html).map(({ bar }) => bar);
      return bars.filter((bar) => bar === bars[0]).length;
    };
    const done = (['placed', 'preparing', 'in_transit', 'delivered'] as const).map(barsDone);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(new Set(done).size).toBeGreaterThan(2);
  });

  it('looks otherwise where it needs attention, has come, or is over', () => {
    const headline = (phase: Phase) =>
      found(render(phase).html, /<h1 class="h1" dir="auto" style="[^"]*;color:([^"]*)"/g)[0];
    expect(new Set((['in_transit', 'delivered', 'exception', 'cancelled'] as const).map(headline)).size).toBe(4);
  });
});

describe('whom a mail greets', () => {
  it('by their name, without blanks around it; without a name in general words', () => {
    const { text } = render('confirmed', { locale: 'en', customer: { name: '  Ana Ruiz ', email: 'ana@example.com' } });
    expect(text).toContain('Ana Ruiz');
    expect(text).not.toContain('Ana Ruiz ,');
    const nameless = [{ email: 'a@example.com' }, { name: '   ', email: 'a@example.com' }].map(
      (customer) => render('confirmed', { locale: 'en', customer }).text,
    );
    expect(nameless[0]).toBe(nameless[1]);
    expect(nameless[0]).not.toBe(text);
  });
});
