// What a network can do to a request.
import type { Fault } from './server';

/** The request never arrives. */
export const cut: Fault = () => {
  throw new TypeError('Failed to fetch');
};

/** The server does its work, but the answer is lost. */
export const lostAnswer: Fault = (_request, answer) => {
  answer();
  throw new TypeError('Failed to fetch');
};

/** A page that wants a sign-in, with a smile and a 200. */
export const portal: Fault = () =>
  new Response('<html>Wifi miễn phí</html>', { status: 200, headers: { 'Content-Type': 'text/html' } });

/** JSON that looks well but does not come from our server. */
export const impostor: Fault = () =>
  new Response(JSON.stringify({ sync: 1, results: [] }), { headers: { 'Content-Type': 'application/json' } });

const ours = { 'Keng-Sync': '1', 'Keng-Epoch': 'epoch-1' };

export const broken =
  (status = 500): Fault =>
  () =>
    new Response('{"type":"/problems/internal","title":"","status":500}', {
      status,
      headers: { ...ours, 'Content-Type': 'application/problem+json' },
    });

/** Our headers, but the body was cut off. */
export const truncated: Fault = (_request, answer) => {
  answer();
  return new Response('{"sync":1,"results":[{"op_', {
    headers: { ...ours, 'Content-Type': 'application/vnd.keng+json' },
  });
};

export const says =
  (status: number, slug: string, headers: Record<string, string> = {}): Fault =>
  () =>
    new Response(JSON.stringify({ type: `/problems/${slug}`, title: slug, status }), {
      status,
      headers: { ...ours, 'Content-Type': 'application/problem+json', ...headers },
    });
