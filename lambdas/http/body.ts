import * as v from 'valibot';
import { Fault } from '../domain/fault.ts';

/** Where nothing is to be sent: no body, or an empty object. */
export const nothing = v.strictObject({});

/**
 * The body of a request, checked.
 * @throws Fault `invalid-request`, naming the field
 */
export function bodyOf<Schema extends v.GenericSchema>(
  { body, isBase64Encoded }: { body?: string | undefined; isBase64Encoded: boolean },
  schema: Schema,
): v.InferOutput<Schema> {
  const text = isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString() : (body ?? '');
  const checked = v.safeParse(schema, text === '' ? {} : parsed(text));
  if (checked.success) return checked.output;
  const [issue] = checked.issues;
  throw new Fault('invalid-request', { detail: `${v.getDotPath(issue) ?? 'body'}: ${issue.message}` });
}

function parsed(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault('invalid-request', { detail: 'body: is not JSON' });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Fault('invalid-request', { detail: 'body: is not a JSON object' });
}
