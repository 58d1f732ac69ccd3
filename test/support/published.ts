import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import schema from '../../api/events.json' with { type: 'json' };
import type { BusEvent } from '../../local/events.ts';

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** What our events carry, whichever it is. */
export interface PublishedEvent extends BusEvent {
  readonly detail: Readonly<Record<string, string>> & { readonly accountId: string; readonly number: number };
}

/** Throws where something is on the bus that its published schema does not promise. */
export function holdAgainstSchema(event: BusEvent): PublishedEvent {
  if (!validate(event)) throw new Error(`${JSON.stringify(event)}: ${ajv.errorsText(validate.errors)}`);
  return event as PublishedEvent;
}
