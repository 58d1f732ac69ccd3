import { parseArgs } from 'node:util';
import { type Contact, contactsService } from './contacts.ts';
import { contractServer } from './server.ts';
import { signatureCheck } from './signature.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4300' },
    jwks: { type: 'string', default: 'http://localhost:4000/api/.well-known/jwks.json' },
    clock: { type: 'string' },
    slow: { type: 'string', default: '3' },
  },
});

/** The local run has a clock of its own, and signs by it. */
async function now(): Promise<Date> {
  if (!values.clock) return new Date();
  const told = (await (await fetch(values.clock)).json()) as { readonly now: string };
  return new Date(told.now);
}

const some = (count: number): Map<string, Contact> =>
  new Map(
    Array.from({ length: count }, (_, n) => [
      `contact-${String(n + 1).padStart(6, '0')}`,
      { name: `Person ${n + 1}`, mailing: n % 3 === 2 ? 'off' : 'on' },
    ]),
  );
const contacts = new Map([
  ['acme', some(1_200)],
  ['acme-labs', some(25)],
]);

const url = `http://localhost:${values.port}/deletion`;
const verbs = contactsService(contacts, Number(values.slow));
contractServer(url, signatureCheck(values.jwks, now), verbs).listen(Number(values.port), () => {
  console.log(`A sample service answers at ${url}, for acme and acme-labs.`);
  console.log(`It knows who asks by ${values.jwks}.`);
});
