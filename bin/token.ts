/** `npm run token -- --role admin`: prints a token of the running local cloud, and nothing else. */
import { readOptions, runCommand } from './command.ts';

const ROLES = ['customer', 'seller', 'farmer', 'store', 'driver', 'csr', 'admin', 'system', 'payment'];

const HELP = `npm run token -- [options]

  --role <role>          ${ROLES.join(' ')}; may be repeated
  --sub <id>             whose token (default: the role's name)
  --seller <id>          a shop of a seller; may be repeated
  --email <address>
  --scope <scope>        of a program, by client credentials: wismo/system; may be repeated
  --expires-in <seconds>

  WISMO_PORT             port of the local cloud (4000)`;

const { values } = readOptions(HELP, {
  options: {
    role: { type: 'string', multiple: true, default: [] },
    sub: { type: 'string' },
    seller: { type: 'string', multiple: true, default: [] },
    email: { type: 'string' },
    scope: { type: 'string', multiple: true, default: [] },
    'expires-in': { type: 'string' },
  },
});

/** @throws Error that names the roles there are: no route would know another one. */
const checkRoles = (): void => {
  const unknown = values.role.find((role) => !ROLES.includes(role));
  if (unknown !== undefined) throw new Error(`There is no role ${unknown}: it is one of ${ROLES.join(', ')}.`);
};

const mint = async (): Promise<string> => {
  checkRoles();
  const address = `http://127.0.0.1:${process.env.WISMO_PORT ?? '4000'}`;
  const expiresIn = values['expires-in'];
  const response = await fetch(`${address}/_local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      sub: values.sub ?? values.role[0] ?? 'customer',
      roles: values.role,
      seller_ids: values.seller,
      ...(values.email === undefined ? {} : { email: values.email }),
      ...(values.scope.length === 0 ? {} : { scope: values.scope.join(' ') }),
      ...(expiresIn === undefined ? {} : { expiresIn: Number(expiresIn) }),
    }),
  }).catch((error: unknown) => {
    throw new Error(`Nothing responds at ${address}: is \`npm start\` running, with the same WISMO_PORT?`, {
      cause: error,
    });
  });
  const body = (await response.json()) as { readonly token?: string };
  if (body.token === undefined) throw new Error(`The local issuer refused: ${JSON.stringify(body)}`);
  return body.token;
};

await runCommand(async () => console.log(await mint()));
