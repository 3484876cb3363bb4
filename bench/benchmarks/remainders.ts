/** Of targets that are missed, what the rest consists of: as profiles of the path show it. */
export interface Remainder {
  /** Beginnings of the names of its measures. */
  readonly measures: readonly string[];
  readonly text: string;
}

export const REMAINDERS: readonly Remainder[] = [
  {
    measures: ['start of '],
    text:
      'a start reads over the whole bundle, whether it runs or not: about 35 µs for each KB, so that the own code of ' +
      'OrdersApi (some 400 KB with texts in four languages) costs 16 ms beside the libraries’ 12. What runs of it at the ' +
      'start is some 10 ms: the route table with its middleware, tables, definitions of workflows. What less would take: ' +
      '[0062](decisions/0062-what-a-start-pays-for.md).',
  },
  {
    measures: ['GET status with', 'GET order', 'GET timeline'],
    text:
      'the query of the history. On its own, 23 events of 1.3 KB take the local engine 2.8 ms of processor time and the ' +
      'SDK’s client 3.1, of some 10 ms that a read of status or order takes; reading fewer attributes spares the client ' +
      '0.7 ms and the engine nothing, which reads whole items. A timeline reads 48 notifications beside them. The rest is ' +
      'the gateway and the authorizer (a 304 takes 2 ms with its one item) and the calls’ signing. ' +
      'Effects stored as one text would halve the engine’s part, and cost a write unit more where an event then has over ' +
      '1 KB; the newest changes in the order’s own item: [0061](decisions/0061-what-a-life-still-costs.md). Neither was ' +
      'taken.',
  },
  {
    measures: ['changes with all followers', 'processor time of a change'],
    text:
      'what each thread takes of a change stands below it. `followers` runs the fan-out and the consumers of its queues, ' +
      '`requests` the API and its authorizer, `tokio-rt-worker` the table’s engine, `main` the gateway, queues and ' +
      'pollers; `V8Worker` collects garbage and compiles. What each of them calls, and why: [costs.md](costs.md), ' +
      '[0061](decisions/0061-what-a-life-still-costs.md), [0063](decisions/0063-what-followers-read.md).',
  },
  {
    measures: ['change accepted → 1,000 sockets', 'change accepted → 10,000 sockets'],
    text:
      'work for each socket, on two threads. `main` takes some 60 µs, nearly all of it in the system call that writes to ' +
      'the socket, which the floor makes too; `followers` some 110, of which a profile shows memory as 19 %, the SDK’s ' +
      'request handler with the thread’s own `http` and the message between threads 16, the signature 13, reading who ' +
      'follows 8, and promises, timers and contexts of each post the rest. Before these, the change takes some 20 ms to ' +
      'the broadcast. On AWS a function posts to 128 connections at a time, and portions of a topic run beside each ' +
      'other: [0089](decisions/0089-topics-with-many-followers.md). API Gateway takes no post for ' +
      'many connections at once.',
  },
  {
    measures: ['life, whole'],
    text: '[costs.md](costs.md) lists the largest parts, and [0061](decisions/0061-what-a-life-still-costs.md) what the others would take.',
  },
];
