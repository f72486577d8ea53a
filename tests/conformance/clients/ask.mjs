// Queries by fetch-sparql-endpoint: told an endpoint, a method and queries by name, it says what they gave.
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

const { SparqlEndpointFetcher } = createRequire(`${process.env.PLANGRAPH_NODE_MODULES}/`)("fetch-sparql-endpoint");
const { endpoint, method, queries } = JSON.parse(await text(process.stdin));
// Without the second it asks by GET whatever is short, whichever method it was told.
const fetcher = new SparqlEndpointFetcher({ method, forceGetIfUrlLengthBelow: 0 });

function plain(term) {
  const { termType, value, language, datatype } = term;
  return { termType, value, language: language ?? "", datatype: datatype?.value ?? "" };
}

async function answer(query) {
  const type = fetcher.getQueryType(query);
  if (type === "ASK") return { boolean: await fetcher.fetchAsk(endpoint, query) };
  const found = [];
  if (type === "SELECT") {
    for await (const row of await fetcher.fetchBindings(endpoint, query)) {
      found.push(Object.fromEntries(Object.entries(row).map(([name, term]) => [name, plain(term)])));
    }
    return { rows: found };
  }
  for await (const triple of await fetcher.fetchTriples(endpoint, query)) {
    found.push([plain(triple.subject), plain(triple.predicate), plain(triple.object)]);
  }
  return { triples: found };
}

const answers = {};
for (const [name, query] of Object.entries(queries)) answers[name] = await answer(query);
process.stdout.write(JSON.stringify(answers));
