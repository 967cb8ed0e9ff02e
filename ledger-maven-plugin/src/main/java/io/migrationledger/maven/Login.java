package io.migrationledger.maven;

import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** User and password of a server in Maven's settings.xml. */
record Login(Optional<String> user, Optional<String> password) {

    /**
     * Reads and decrypts it (Maven's guide «Password Encryption»).
     *
     * @throws MojoExecutionException where there is no such server, or its password cannot be decrypted
     */
    static Login of(String id, @Nullable MavenSession session, @Nullable SettingsDecrypter decrypter)
            throws MojoExecutionException {
        Server server = session == null ? null : session.getSettings().getServer(id);
        if (server == null || decrypter == null) {
            throw new MojoExecutionException("Maven's settings.xml has no server '" + id + "' (serverId)");
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        for (SettingsProblem problem : result.getProblems()) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                throw new MojoExecutionException("the password of server '" + id + "' in Maven's settings.xml cannot be"
                        + " decrypted: " + problem.getMessage());
            }
        }
        Server readable = result.getServer();
        return new Login(Optional.ofNullable(readable.getUsername()), Optional.ofNullable(readable.getPassword()));
    }
}
