import { dynamoPause } from '../../lambdas/adapters/dynamo-pause.ts';
import { pauseContract } from '../contracts/pause.ts';
import { engine } from '../support/engine.ts';
import { memoryPause } from '../support/memory-pause.ts';

const db = engine();
let tables = 0;

pauseContract('memory', async () => memoryPause());
pauseContract('DynamoDB', async () =>
  dynamoPause(db.documents, await db.table(`pause-${++tables}`, { partition: 'pk', sort: 'sk' })),
);
