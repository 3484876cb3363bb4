import { CUSTOMERS, DRIVER, SHOP } from '../demo/people.ts';

/** Somebody of the demonstration, to sign in as. */
export interface SignInPerson {
  readonly id: string;
  readonly name: string;
  /** What the person does here: `customer`, `seller`, `farm`, `store`, `driver`, `support`, `admin`. */
  readonly part: string;
  readonly roles: readonly string[];
  readonly shops: readonly string[];
  readonly email: string;
}

const worker = (id: string, name: string, part: string, role: string, shops: readonly string[] = []): SignInPerson => ({
  id,
  name,
  part,
  roles: [role],
  shops,
  email: `${id}@demo.example`,
});

/** Everybody whom the local sign-in page offers, customers first. */
export const PEOPLE: readonly SignInPerson[] = [
  ...CUSTOMERS.map(({ buyerId, name, email }) => ({
    id: buyerId,
    name,
    part: 'customer',
    roles: ['customer'],
    shops: [],
    email,
  })),
  worker('demo-sara', 'Sara', 'seller', 'seller', [SHOP]),
  worker('demo-josep', 'Josep', 'farm', 'farmer', [SHOP]),
  worker('demo-elena', 'Elena', 'store', 'store', [SHOP]),
  worker(DRIVER.driver_id, DRIVER.name, 'driver', 'driver'),
  worker('demo-ines', 'Inés', 'support', 'csr'),
  worker('demo-max', 'Max', 'admin', 'admin'),
];
