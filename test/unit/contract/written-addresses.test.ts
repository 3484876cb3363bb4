/** Countries and addresses as people and programs write them, and what they are read as. */
import { describe, expect, it } from 'vitest';
import { countryCode } from '../../../shared/calendar/country.ts';
import { completeAddress } from '../../../shared/contract/schemas/address.ts';
import { addressInput } from '../../../shared/contract/schemas/address-fields.ts';

describe('a country', () => {
  it.each([
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['United States of America', 'US'],
    ['EE. UU.', 'US'],
    ['США', 'US'],
    ['Czech Republic', 'CZ'],
    ['Moldova', 'MD'],
    ['Moldova, Republic of', 'MD'],
    ['Республика Молдова', 'MD'],
    ['NLD', 'NL'],
    ['nld', 'NL'],
    ['Holland', 'NL'],
    ['Netherlands (the)', 'NL'],
    ['Россия', 'RU'],
    ['Российская Федерация', 'RU'],
    ['Alemania', 'DE'],
    ['Deutschland', 'DE'],
    ['Germania', 'DE'],
    ['England', 'GB'],
    ['Marea Britanie', 'GB'],
    ['Корея', 'KR'],
    ['Korea (Republic of)', 'KR'],
    ["Democratic People's Republic of Korea", 'KP'],
    ['Congo (the Democratic Republic of the)', 'CD'],
    ['Bosnia & Herzegovina', 'BA'],
    ['St. Lucia', 'LC'],
    ['Côte d’Ivoire', 'CI'],
    ['Turkey', 'TR'],
    ['Vatican', 'VA'],
    ['Macau', 'MO'],
    ['Hong Kong', 'HK'],
    ['el', 'GR'],
    ['ES-MD', 'ES'],
    ['🇷🇴', 'RO'],
    [' românia ', 'RO'],
    ['Polska', 'PL'],
    ['EU', undefined],
    ['XX', undefined],
    ['Atlantis', undefined],
    ['constructor', undefined],
    ['x'.repeat(5_000), undefined],
  ])('%j is %s', (text, code) => expect(countryCode(text)).toBe(code));
});

describe('an address', () => {
  const complete = (fields: object) => completeAddress(addressInput.parse(fields));
  const street = 'Street 1';

  it.each<[string, object, object]>([
    ['Singapore', { postal_code: 238_823 }, { city: 'Singapore', country: 'SG', postalCode: '238823' }],
    ['Hong Kong', { region: 'Kowloon' }, { city: 'Hong Kong', region: 'Kowloon', country: 'HK' }],
    ['HKG', { state: 'Wan Chai' }, { city: 'Hong Kong', region: 'Wan Chai' }],
    ['China', { region: 'Hong Kong' }, { city: 'Hong Kong', country: 'HK' }],
    ['China', { city: 'Macau' }, { city: 'Macau', country: 'MO' }],
    ['China', { city: 'Shanghai' }, { city: 'Shanghai', country: 'CN' }],
    ['Monaco', { zip: '98000' }, { city: 'Monaco', country: 'MC' }],
    ['Vatican City', {}, { city: 'Vatican City', country: 'VA' }],
    ['Gibraltar', {}, { city: 'Gibraltar', country: 'GI' }],
    ['Macao', { district: 'Taipa' }, { city: 'Macao', line2: 'Taipa', country: 'MO' }],
    ['', { city: 'Singapore' }, { city: 'Singapore', country: 'SG' }],
    ['', { region: 'Hong Kong' }, { city: 'Hong Kong', country: 'HK' }],
    ['UAE', { region: 'Dubai' }, { city: 'Dubai', country: 'AE' }],
  ])('in %j with %j is complete', (country, fields, address) => {
    expect(complete({ line1: street, country, ...fields })).toMatchObject({ ok: true, address });
  });

  it.each<[object, object]>([
    [
      { first_name: 'Ana', last_name: 'Ruiz', address_1: 'Sol 1', address_2: '2.º', City: 'Toledo', ZIP: 45_001 },
      { name: 'Ana Ruiz', line1: 'Sol 1', line2: '2.º', city: 'Toledo', postalCode: '45001' },
    ],
    [
      { street: ['Sol 1', '', 'Bajo', null], town: 'Toledo' },
      { line1: 'Sol 1', line2: 'Bajo', city: 'Toledo' },
    ],
    [
      { street: 'Hauptstraße', houseNumber: 5, city: 'Toledo', apartment: '3B' },
      { line1: 'Hauptstraße 5', line2: '3B' },
    ],
    [{ street: 'Hauptstraße 5', houseNumber: '5', city: 'Toledo' }, { line1: 'Hauptstraße 5' }],
    [
      { line1: 'Sol 1 ', line2: null, city: ' Toledo', company: 'Ruiz S.L.' },
      { line1: 'Sol 1', name: 'Ruiz S.L.' },
    ],
    [{ line1: 'Sol 1', city: 'Toledo', country: 'somewhere', countryCode: 'es' }, { country: 'ES' }],
  ])('written as %j is %j', (fields, address) => {
    expect(complete({ country: 'ES', ...fields })).toMatchObject({ ok: true, address });
  });

  it.each<[object, readonly string[]]>([
    [{ line1: street, country: 'ES' }, ['city']],
    [{ line1: street, city: 'Toledo', country: 'Atlantis' }, ['country']],
    [{ country: 'SG' }, ['line1']],
    [{ line1: street, city: 'Toledo' }, ['country']],
  ])('%j lacks %j', (fields, missing) => expect(complete(fields)).toEqual({ ok: false, missing }));

  it('that is no payment’s names the member that nobody knows', () => {
    const { error } = addressInput.safeParse({ line1: street, planet: 'Mars' });
    expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['planet'] }]);
  });
});
