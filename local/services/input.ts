import * as v from 'valibot';
import { AwsError, type WireRequest } from '../wire.ts';

/** The JSON of a request's body, checked; what does not fit is refused with the service's own error code. */
export function readInput<S extends v.GenericSchema>(
  schema: S,
  request: Pick<WireRequest, 'body'>,
  code = 'ValidationException',
): v.InferOutput<S> {
  const result = v.safeParse(schema, parse(request.body, code));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new AwsError(code, 400, `${v.getDotPath(issue) ?? 'The body'}: ${issue.message}`);
}

function parse(body: Buffer, code: string): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError(code, 400, 'The body is not JSON');
  }
}
