import { describe, expect, it, vi } from 'vitest';

vi.mock('../../../web/app/texts/language.ts', () => ({ language: () => 'en' }));
vi.stubGlobal('navigator', { languages: ['en-GB'] });
const { moneyText } = await import('../../../web/app/parts/moments.ts');

describe('an amount on a page', () => {
  it.each([
    ['12.5', 'EUR', '€12.50'],
    ['1500', 'JPY', 'JP¥1,500'],
    // Tokens have no digits of their own: rounded to two, most of an amount is gone.
    ['0.00012345', 'BTC', '0.00012345 BTC'],
    ['1.5', 'ETH', '1.5 ETH'],
    ['20', 'USDC', '20 USDC'],
    ['12345678901234567.12345678', 'DAI', '12,345,678,901,234,567.12345678 DAI'],
  ])('is, of %s %s, %s', (amount, currency, text) => {
    expect(moneyText(amount, currency)).toBe(text);
  });
});
