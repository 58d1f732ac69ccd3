/**
 * The process beside a purge in `bench/purge.ts`: deletes an account's items in bare loops, one for each of the largest
 * tables, and tells the records and the seconds as JSON. `node bench/purge-bare.ts <accountId>`, in the purge's environment.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readMap } from '../lambdas/holdings/map.ts';
import { bareErase } from './bare-erase.ts';

const [accountId] = process.argv.slice(2) as [string];
const client = new DynamoDBClient({});
const places = readMap(process.env.HOLDINGS!).filter((spec) => spec.kind === 'items');
const start = performance.now();
const counts = await Promise.all(places.map((place) => bareErase(client, place, accountId)));
const records = counts.reduce((sum, count) => sum + count, 0);
console.log(JSON.stringify({ records, seconds: (performance.now() - start) / 1_000 }));
