/** What is easily got wrong about each API, and the test that proves it is not. */
export interface CarrierTrap {
  readonly number: number;
  readonly trap: string;
  readonly file: string;
  readonly test: string;
}

const unit = (name: string): string => `test/unit/carriers/${name}.test.ts`;

export const CARRIER_TRAPS: readonly CarrierTrap[] = [
  {
    number: 1,
    trap: 'FedEx derives "delivered" for a parcel that goes back',
    file: unit('fedex-parse'),
    test: 'never takes a return for a delivery, whatever the derived code says',
  },
  {
    number: 2,
    trap: 'FedEx derives "in transit" for a parcel on the vehicle',
    file: unit('traps'),
    test: 'FedEx on the vehicle: the code says it, and the derived code does not',
  },
  {
    number: 3,
    trap: 'FedEx says "not found" with status 200',
    file: unit('fedex-parse'),
    test: 'reads "not found" inside a 200',
  },
  {
    number: 4,
    trap: 'FedEx returns two shipments under one number',
    file: unit('fedex-parse'),
    test: 'chooses the newer of two shipments under one number',
  },
  {
    number: 5,
    trap: 'UPS says "not found" with status 200 and a warning, or as an error',
    file: unit('ups'),
    test: 'says "not found" as %s',
  },
  {
    number: 6,
    trap: 'UPS signs nothing: Track Alert v1, which is subscribed to, sends the credential itself, v2 the API key of the portal beside a bearer',
    file: unit('verify-signature'),
    test: '%s sends it as %s',
  },
  {
    number: 7,
    trap: 'DHL signs nothing: a header that we choose, and a handshake',
    file: unit('dhl'),
    test: 'is validated under its own id at our address of DHL',
  },
  {
    number: 8,
    trap: 'DHL writes times with and without zone, and with nine digits of a second',
    file: unit('dhl'),
    test: 'was there at %s',
  },
  {
    number: 9,
    trap: 'Correos always responds 200; its dates are of Madrid',
    file: unit('correos'),
    test: 'is not found by %s with status 200',
  },
  {
    number: 10,
    trap: 'DoorDash signs nothing, and names events by `event_name`',
    file: unit('verify-signature'),
    test: 'accepts user and password, whatever case the scheme is written in',
  },
  {
    number: 11,
    trap: 'SendGrid signs the line end behind the body',
    file: unit('traps'),
    test: 'SendGrid signs the line end behind the body',
  },
  {
    number: 12,
    trap: 'Twilio signs the public address with its query',
    file: unit('traps'),
    test: 'Twilio signs the public address with its query',
  },
];
