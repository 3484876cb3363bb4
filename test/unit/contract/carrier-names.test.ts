import { describe, expect, it } from 'vitest';
import { carrier } from '../../../shared/contract/schemas/primitives.ts';

describe("a carrier's name", () => {
  it.each([
    ['FedEx', 'fedex'],
    [' UPS® ', 'ups'],
    ['UPS™ Standard', 'ups-standard'],
    ['Local-Van', 'local-van'],
    ['acme_ground', 'acme_ground'],
    ['Royal Mail', 'royal-mail'],
    ['Correos de España', 'correos-de-espana'],
    ['DHL (Express)', 'dhl-express'],
    ['7Post', '7post'],
    ['Почта России', 'почта-россии'],
  ])('%j is %s', (name, id) => {
    expect(carrier.parse(name)).toBe(id);
  });

  it.each(['', ' ', '®', 'x', 'a'.repeat(33)])('%j is none', (name) => {
    expect(carrier.safeParse(name).success).toBe(false);
  });
});
