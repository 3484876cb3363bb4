import { describe, expect, it } from 'vitest';
import { contactUrl } from '../../../web/track/contact-url.ts';

describe('where the contact of a shop leads', () => {
  it.each([
    ['help@shop.example', 'mailto:help@shop.example'],
    ['+34 600 (111) 222', 'tel:+34600111222'],
    ['https://shop.example/help?to=me@x', 'https://shop.example/help?to=me@x'],
  ])('%s', (contact, url) => {
    expect(contactUrl(contact)).toBe(url);
  });
});
