export function App() {
  return <h1>Kẻng</h1>;
}
