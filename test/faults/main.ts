/**
 * `npm run test:faults`: every AWS call that a path makes gets every kind of fault once, while patient clients go on as
 * clients do; then the cloud comes to rest and the whole table is compared with what must be. Prints what was lost,
 * doubled and left half done; ends with 1 when that is not nothing.
 */
import { printTable } from '../../bench/report.ts';
import { type CloudProcess, startCloudProcess } from '../support/cloud-process.ts';
import { check, type Findings } from './check.ts';
import { type PatientClient, patientClient } from './patient-client.ts';
import { type Actors, type Expectation, SCENARIOS } from './scenarios.ts';
import { type ArmedFault, armedFaults, armFault, FAULT_KINDS, type FaultKind, type Site, sitesOf } from './sites.ts';
import { type EdgeAddress, readSchedules, readTable } from './table-reader.ts';

/** Faults of one kind are spread over this many rounds of all scenarios at the most. */
const MOST_ROUNDS = 12;
const AT_ONCE = 4;

interface Stage {
  readonly cloud: CloudProcess;
  readonly tokenFor: (claims: object) => Promise<string>;
  readonly secrets: Readonly<Record<string, { readonly current: string }>>;
  readonly tableName: string;
  readonly edge: EdgeAddress;
}

const post = async <T>(api: string, path: string, body: unknown = {}): Promise<T> => {
  const response = await fetch(`${api}/_local/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`/_local/${path}: ${response.status} ${text}`);
  return (text === '' ? {} : JSON.parse(text)) as T;
};

const get = async <T>(api: string, path: string): Promise<T> =>
  (await (await fetch(`${api}/_local/${path}`)).json()) as T;

const prepareStage = async (): Promise<Stage> => {
  const cloud = await startCloudProcess();
  const { api } = cloud;
  const { tables, region } = cloud.health;
  const [tableName] = tables;
  if (tableName === undefined) throw new Error('the local cloud has no table');
  return {
    cloud,
    tokenFor: async (claims) =>
      (await post<{ token: string }>(api, 'token', { ...claims, expiresIn: 30 * 86_400 })).token,
    secrets: await get(api, 'secrets'),
    tableName,
    edge: { endpoint: cloud.health.addresses.edge, region },
  };
};

/** FedEx Express check digit: weights 3, 1, 7 over eleven digits, mod 11, mod 10. */
const trackingNumber = (n: number): string => {
  const serial = String(20_000_000_000 + n);
  const sum = [...serial].reduce((total, digit, index) => total + Number(digit) * ([3, 1, 7][index % 3] ?? 0), 0);
  return `${serial}${(sum % 11) % 10}`;
};

let lastInstance = 0;

const actorsFor = async (stage: Stage, admin: PatientClient): Promise<Actors> => {
  lastInstance += 1;
  const key = `f${String(lastInstance).padStart(5, '0')}`;
  const buyerId = `buyer-${key}`;
  const driverId = `driver-${key}`;
  const [buyer, driver] = await Promise.all([
    stage.tokenFor({ sub: buyerId, roles: ['customer'] }),
    stage.tokenFor({ sub: driverId, roles: ['driver'] }),
  ]);
  return {
    admin,
    buyer: admin.as(buyer),
    driver: admin.as(driver),
    buyerId,
    driverId,
    sellerId: `shop-${key}`,
    key,
    trackingNumber: trackingNumber(lastInstance),
  };
};

/** One round: every scenario once, a few at a time. */
const runRound = async (stage: Stage, admin: PatientClient): Promise<readonly Expectation[]> => {
  const waiting = [...SCENARIOS];
  const expectations: Expectation[] = [];
  const worker = async (): Promise<void> => {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      const actors = await actorsFor(stage, admin);
      try {
        expectations.push(await scenario.run(actors));
      } catch (error) {
        throw new Error(`scenario "${scenario.name}" (${actors.key})`, { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return expectations;
};

const learnSites = async (
  stage: Stage,
  admin: PatientClient,
): Promise<{ sites: readonly Site[]; expectations: readonly Expectation[] }> => {
  const expectations = [...(await runRound(stage, admin)), ...(await runRound(stage, admin))];
  await post(stage.cloud.api, 'drain');
  return { sites: sitesOf(await get(stage.cloud.api, 'meter')), expectations };
};

interface KindResult {
  readonly kind: FaultKind;
  readonly applied: number;
  readonly notReached: readonly ArmedFault[];
  readonly expectations: readonly Expectation[];
}

/** Arms every site once and runs rounds until each fault befell a call. */
const harm = async (
  stage: Stage,
  admin: PatientClient,
  sites: readonly Site[],
  kind: FaultKind,
): Promise<KindResult> => {
  const { api } = stage.cloud;
  for (const site of sites) await armFault(api, site, kind);
  const expectations: Expectation[] = [];
  let faults = await armedFaults(api);
  for (let round = 0; round < MOST_ROUNDS && faults.some((fault) => fault.applied === 0); round += 1) {
    expectations.push(...(await runRound(stage, admin)));
    await post(api, 'drain');
    faults = await armedFaults(api);
  }
  await fetch(`${api}/_local/faults`, { method: 'DELETE' });
  const applied = faults.reduce((sum, fault) => sum + fault.applied, 0);
  return { kind, applied, notReached: faults.filter((fault) => fault.applied === 0), expectations };
};

const examine = async (stage: Stage, expectations: readonly Expectation[]): Promise<Findings> => {
  const { api } = stage.cloud;
  await post(api, 'drain');
  return check(expectations, {
    items: await readTable(stage.edge, stage.tableName),
    schedules: await readSchedules(stage.edge),
    mails: await get(api, 'outbox'),
  });
};

const report = (sites: readonly Site[], results: readonly KindResult[], findings: Findings): boolean => {
  printTable([
    ...results.map(({ kind, applied, notReached }) => ({
      measure: `faults of kind ${kind}`,
      figure: `${applied} of ${sites.length}`,
      against:
        notReached.length === 0
          ? 'every call reached'
          : `NOT REACHED: ${notReached.map((f) => `${f.function} ${f.operation}`).join(', ')}`,
    })),
    { measure: 'lost', figure: String(findings.lost.length), against: 'must be 0' },
    { measure: 'doubled', figure: String(findings.doubled.length), against: 'must be 0' },
    { measure: 'half done', figure: String(findings.halfDone.length), against: 'must be 0' },
  ]);
  for (const [what, list] of Object.entries(findings))
    for (const finding of list as string[]) console.log(`${what}: ${finding}`);
  const total = findings.lost.length + findings.doubled.length + findings.halfDone.length;
  return total === 0 && results.every((result) => result.notReached.length === 0);
};

const main = async (): Promise<boolean> => {
  const stage = await prepareStage();
  try {
    const token = await stage.tokenFor({ sub: 'faults-admin', roles: ['admin', 'system'] });
    const admin = patientClient({ api: stage.cloud.api, token, secrets: stage.secrets });
    const { sites, expectations } = await learnSites(stage, admin);
    console.log(`${SCENARIOS.length} paths make ${sites.length} kinds of AWS calls`);
    const all = [...expectations];
    const results: KindResult[] = [];
    for (const kind of FAULT_KINDS) {
      const startedAt = performance.now();
      const result = await harm(stage, admin, sites, kind);
      results.push(result);
      all.push(...result.expectations);
      console.log(
        `${kind}: ${result.applied} faults over ${result.expectations.length} runs, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
      );
    }
    return report(sites, results, await examine(stage, all));
  } finally {
    await stage.cloud.stop();
  }
};

process.exitCode = (await main()) ? 0 : 1;
