import { accountsContract } from '../contracts/accounts.ts';
import { memoryTable } from '../support/memory-table.ts';

const table = memoryTable();
const { accounts } = table.view();
accountsContract(
  'a table in memory',
  () => accounts,
  () => table.pause,
);
