import { describe, expect, it } from 'vitest';
import { fillTemplate, TemplateError } from '../../../../shared/notifications/templates/engine.ts';
import type { TemplateValues } from '../../../../shared/notifications/templates/variables.ts';

const values = {
  customerName: '<b onload="x">Ana & Co</b>',
  orderNumber: 'ORD-1',
  orderItems: Array.from({ length: 50 }, (_, i) => ({
    name: `No ${i}`,
    quantity: '1',
    price: '',
    total: '',
    image: '',
  })),
} as unknown as TemplateValues;

describe('the engine of templates', () => {
  it('escapes what it puts into HTML, and leaves text as it is', () => {
    expect(fillTemplate('html', '{{ customerName }}', values)).toBe(
      '&lt;b onload=&#34;x&#34;&gt;Ana &amp; Co&lt;/b&gt;',
    );
    expect(fillTemplate('text', '{{ customerName }}', values)).toBe(values.customerName);
    const captured = '{% capture x %}{{ customerName }}{% endcapture %}{{ x }}';
    expect(fillTemplate('html', captured, values)).not.toContain('<b');
  });

  it.each([
    ['{% include "package.json" %}'],
    ['{% render "package.json" %}'],
    ['{% layout "package.json" %}'],
    ['{% liquid include "package.json" %}'],
    ['{{ customerName | raw }}'],
    ['{{ orderNumber | sha256 }}'],
    ['{% for i in (1..100000000) %}x{% endfor %}'],
    [`${'{% for a in orderItems %}'.repeat(6)}xxxxxxxxxx${'{% endfor %}'.repeat(6)}`],
    ['{% assign a = orderNumber %}{% for i in (1..100) %}{% assign a = a | append: a %}{% endfor %}'],
    [`${'{% for a in orderItems %}'.repeat(3)}xxxxxxxxxx${'{% endfor %}'.repeat(3)}`],
    ['{{ orderNumber'],
  ])('ends at %s', (template) => {
    expect(() => fillTemplate('html', template, values)).toThrow(TemplateError);
  });

  it('knows nothing but its variables', () => {
    const around =
      '{{ constructor }}{{ __proto__ }}{{ customerName.constructor }}{{ process }}{{ globalThis }}{{ self }}';
    expect(fillTemplate('text', around, values)).toBe('');
  });

  it('does not remember from one message to the next', () => {
    const template = '{% assign seen = seen | append: "x" %}{{ seen }}';
    expect([1, 2].map(() => fillTemplate('text', template, values))).toEqual(['x', 'x']);
  });
});
