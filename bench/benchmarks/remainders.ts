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
      'reading events. Of some 10 ms of processor time of an order, the local engine takes 3 to 4, whatever is asked of ' +
      'each of 23 items of 1.3 KB: a query of one item is 0.4, so two cores that do nothing else serve some 600 a second. ' +
      '`requests` takes 3 to 4 (a 304 with its one item: 1), `main` 1.5 to 2 (0.7), V8’s compilers and memory 0.5. ' +
      'A profile of `requests` shows the SDK as 43 % (its core 25, documents 13, signatures 3), messages between threads 14, ' +
      'digests 3, memory 4, our routes and responses 6 and schemas 1; of `main`, writes to sockets and messages as ' +
      'two thirds. A timeline reads 48 notifications beside the events: the engine takes 5 ms and `requests` 5.5. Since only ' +
      'what is shown is read, `requests` and memory take a third less, and the engine 0.7 ms more. ' +
      'One pass from JSON to values instead of the SDK’s two was tried: 608 µs a page of 23 events instead of 747, and 194 ' +
      'instead of 173 where there is none, so it was left. Effects stored as one text would halve the engine’s part, and cost ' +
      'a write unit more where an event then has over 1 KB; the newest changes in the order’s own item: ' +
      '[0061](decisions/0061-what-a-life-still-costs.md). Neither was taken.',
  },
  {
    measures: ['changes with all followers', 'processor time of a change'],
    text:
      'what each thread takes of a change stands below it. `followers` runs the fan-out and the consumers of its queues, ' +
      '`requests` the API and its authorizer, `tokio-rt-worker` the table’s engine, `main` the gateway, queues and ' +
      'pollers; `V8Worker` collects garbage and compiles. A profile shows of `followers` the SDK as 43 % (its core 33, ' +
      'documents 4, codecs 1, signatures 4), memory 13, messages between threads 10, digests 5, what a plan reads of what its ' +
      'order was sent before 3 and schemas 3; of `main` messages 20, writes to sockets 14, memory 6, what the stream gives 3, ' +
      'parsing calls 3 and the file of its positions 2. A younger generation of ' +
      'twice the size and half as many environments of a function changed nothing that stands out of a busy machine’s ' +
      'noise. What each of them calls, and why: [costs.md](costs.md), ' +
      '[0061](decisions/0061-what-a-life-still-costs.md), [0063](decisions/0063-what-followers-read.md).',
  },
  {
    measures: ['PUT status', 'changes accepted'],
    text:
      'steps one after the other: the authorizer and the route, each an invocation in another thread, one read and one ' +
      'transaction of two items with their index copies, each a message to the host and a request to the engine; the floor ' +
      'is one request with a transaction of two small items without indexes. A 304, which is all but the transaction, takes ' +
      '2 ms of processor time: `requests` 1, `main` 0.7, the engine 0.2. Of `requests`, a profile of changes shows the SDK ' +
      'as 38 % (its core 25, signatures 5), digests 8, messages between threads 8, memory 7, schemas 7, and the decision ' +
      'with its response 5.',
  },
  {
    measures: ['change accepted → 1,000 sockets', 'change accepted → 10,000 sockets'],
    text:
      'work for each socket. Of a change to 1,000, `followers` takes some 65 ms of processor time, `main` 44, the engine 35 ' +
      'and V8’s collectors and compilers 22; of one to a single socket 20, 12, 11 and less than 5. `main` writes a frame that ' +
      'is made once, a third of its part, as the floor does; permission, messages between threads, meter and parsing are most ' +
      'of the rest. Of `followers`, a profile shows the SDK’s request handler with the thread’s own `http` and the message ' +
      'between threads as 26 %, memory 15, the signature 7 and reading who follows 5; promises and contexts of each post are ' +
      'the rest. The engine reads each subscription once. ' +
      'On AWS a function posts to 128 connections at a time, and portions of a topic run beside each ' +
      'other: [0089](decisions/0089-topics-with-many-followers.md). API Gateway takes no post for ' +
      'many connections at once.',
  },
  {
    measures: ['change accepted → socket'],
    text:
      'the same path as the floor (stream, queue, socket) with two functions in it: the fan-out, which validates and sends ' +
      'three batches, and the broadcast, which reads who listens in two calls before it posts; both run on the thread that ' +
      'plans, schedules and delivers for the same change. Both on a thread of their own changed nothing that stands out.',
  },
  {
    measures: ['notifications of a bulk', 'processor time of a notification', 'the same beside bulk'],
    text:
      'a mail is a plan of its own, two records, a claim, a rendering, a call to SES and its settling. Of what delivering ' +
      'takes, a profile shows the request to SES as 15 % (a mail of 18 KB is written as JSON by the SDK, character by ' +
      'character), the template 14, signatures with the digest of the mail 9, reading responses 7, and the SDK’s other ' +
      'middleware most of the rest. On a machine that nobody else used 8,937 a minute at 10.9 ms were measured.',
  },
  {
    measures: ['life, whole'],
    text: '[costs.md](costs.md) lists the largest parts, and [0061](decisions/0061-what-a-life-still-costs.md) what the others would take.',
  },
];
