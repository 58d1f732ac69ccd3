import * as v from 'valibot';
import type { Clock } from '../lambdas/app/ports.ts';
import { Usage } from './usage.ts';

const Overview = v.object({ now: v.pipe(v.string(), v.isoTimestamp()), dynamodb: v.pipe(v.string(), v.url()) });

/**
 * Has every call to AWS go to a local run instead, in the name of `as`. Resolves with its clock, which may be far from the
 * wall's.
 */
export async function goLocal(url: string, as: string): Promise<Clock> {
  const { now, dynamodb: AWS_ENDPOINT_URL } = await overview(url);
  const ahead = new Date(now).getTime() - Date.now();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: as,
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[name];
  return () => new Date(Date.now() + ahead);
}

async function overview(url: string): Promise<v.InferOutput<typeof Overview>> {
  try {
    const response = await fetch(new URL('/_local', url));
    return v.parse(Overview, await response.json());
  } catch {
    throw new Usage(`There is no local run at ${url}; npm start begins one.`);
  }
}
