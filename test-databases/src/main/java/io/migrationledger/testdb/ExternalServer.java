package io.migrationledger.testdb;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A server that somebody else runs, named by a URL such as {@code jdbc:mysql://db:3306/mysql?user=root&password=x}. The
 * account must be allowed to create and drop databases. Other parameters are kept for the driver that the URL names.
 */
final class ExternalServer extends JdbcServer {
    private final List<JdbcClient> clients;
    private final String authority;
    private final String adminDatabase;
    private final String user;
    private final String password;
    private final String query;

    private ExternalServer(List<JdbcClient> clients, URI uri, Map<String, String> parameters) {
        this.clients = clients;
        this.authority = uri.getRawAuthority();
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        String usual = clients.contains(JdbcClient.POSTGRESQL) ? "postgres" : "mysql";
        this.adminDatabase = path.isEmpty() ? usual : path;
        this.user = parameters.getOrDefault("user", usual.equals("mysql") ? "root" : usual);
        this.password = parameters.getOrDefault("password", "");
        this.query = parameters.entrySet().stream()
                .filter(parameter -> !parameter.getKey().matches("user|password"))
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
    }

    static ExternalServer at(String url, List<JdbcClient> possible) {
        JdbcClient first = possible.stream()
                .filter(client -> url.startsWith(client.prefix() + "//"))
                .findFirst()
                .orElseThrow(() -> new ServerUnavailableException(url.replaceFirst("[?].*", "") + " must begin with "
                        + possible.get(0).prefix() + "//"));
        URI uri = URI.create(url.substring("jdbc:".length()));
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        List<JdbcClient> clients = possible.stream()
                .sorted((a, b) -> Boolean.compare(b == first, a == first))
                .toList();
        ExternalServer server = new ExternalServer(clients, uri, parameters);
        try {
            server.identify();
        } catch (java.sql.SQLException e) {
            throw new ServerUnavailableException(
                    "no answer from " + server.url(first, server.adminDatabase) + ": " + e.getMessage(), e);
        }
        System.out.printf("Test server: %s at %s%n", server, server.authority);
        return server;
    }

    @Override
    public List<JdbcClient> clients() {
        return clients;
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    String adminDatabase() {
        return adminDatabase;
    }

    @Override
    public String url(JdbcClient client, String database) {
        String url = client.prefix() + "//" + authority + "/" + database;
        return query.isEmpty() || client != clients.get(0) ? url : url + "?" + query;
    }

    @Override
    public boolean canKill() {
        return false;
    }

    @Override
    public void kill() {
        throw notOurs();
    }

    @Override
    public void stopImmediately() {
        throw notOurs();
    }

    @Override
    public void restart() {
        throw notOurs();
    }

    private UnsupportedOperationException notOurs() {
        return new UnsupportedOperationException(this + " was not started by the tests: ask canKill() first");
    }

    @Override
    public String log() {
        return "";
    }
}
